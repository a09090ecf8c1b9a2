import type { FormAction } from "@/components/settings/forms/form-action";

export type QuestionActions = {
  resendAction: FormAction;
  cancelAction: FormAction;
  answerManyAction: FormAction<{ answered: string[]; refused: { id: string; message: string }[] }>;
  retryAction: FormAction;
  saveRemindersAction: FormAction;
  saveSlackAction: FormAction;
  assignOwnersAction: FormAction;
};
