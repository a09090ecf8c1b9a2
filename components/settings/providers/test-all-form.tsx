"use client";
import { RefreshCw } from "lucide-react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { FormAction } from "../forms/form-action";
import { FormProblem } from "../forms/form-problem";

export function TestAllForm({ test }: { test: FormAction }) {
  const [state, send, isTesting] = useActionState(test, null);
  return (
    <form action={send}>
      <Button type="submit" disabled={isTesting}>
        <RefreshCw className="icon-s" />
        {isTesting ? "Testing" : "Test all"}
      </Button>
      <FormProblem state={state} />
    </form>
  );
}
