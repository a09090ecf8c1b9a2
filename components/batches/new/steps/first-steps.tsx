"use client";
import { CircleAlert } from "lucide-react";
import { type FormEvent, type ReactNode, useId } from "react";
import { type TagChoices, TagsFields, type Typed } from "@/components/batches/new/tags-fields";
import { UploadBox } from "@/components/batches/new/upload/upload-box";
import { type Begun, type Problems, useUpload } from "@/components/batches/new/upload/use-upload";
import { Notice } from "@/components/ui/notice";
import { Step } from "./step";

type FirstStepsProps = {
  choices: TagChoices;
  typed: Typed;
  problems: Problems;
  begun: Begun[];
  /** Where the form goes without scripts: a route that streams. */
  formTo: string;
  /** Step 2, and step 4 behind the others. */
  preflight: ReactNode;
  start: ReactNode;
};

/** A file and what it is for. With scripts it is sent in pieces; without them the whole form goes at once. */
export function FirstSteps(props: FirstStepsProps) {
  const { choices, typed, begun, formTo } = props;
  const upload = useUpload(begun);
  const problems = upload.problems ?? props.problems;
  const form = useId();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void upload.begin(tagsOf(new FormData(event.currentTarget), choices));
  };
  return (
    <>
      {problems.body && (
        <Notice tone="bad" icon={<CircleAlert className="icon" />} role="alert" className="mb-4">
          {problems.body}
        </Notice>
      )}
      <Step number={1} title="Upload" standing={upload.file && !problems.file ? "done" : "now"}>
        <UploadBox
          {...{ file: upload.file, progress: upload.progress, problem: problems.file, begun }}
          onChoose={upload.choose}
          onPause={upload.pause}
          onDrop={(id) => void upload.drop(id)}
        />
      </Step>
      {props.preflight}
      <Step
        number={3}
        title="Tags"
        standing="now"
        beside={
          <span className="text-small text-text-3">
            Finance matches invoice lines with these. They stay as they are once the file is sent
          </span>
        }
      >
        <form id={form} action={formTo} method="post" encType="multipart/form-data" onSubmit={onSubmit}>
          <TagsFields
            {...{ choices, typed, problems }}
            isBusy={upload.progress !== null}
            submit={upload.file ? "Upload and check" : "Check the file"}
          />
        </form>
      </Step>
      {props.start}
    </>
  );
}

/** What is said of the file; an empty field says nothing. */
function tagsOf(form: FormData, { connections }: TagChoices): Record<string, string> {
  const tags = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && value.trim() !== "" ? [[name, value]] : [],
    ),
  );
  const chosen = connections.find(({ id }) => id === tags.connection);
  return chosen ? { ...tags, provider: chosen.provider } : tags;
}
