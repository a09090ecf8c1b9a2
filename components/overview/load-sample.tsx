"use client";
import { LoaderCircle } from "lucide-react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** Says that it works on it while the answer is awaited. */
export function LoadSampleButton() {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" variant="primary" size="lg" disabled={pending}>
      {pending && <LoaderCircle className="icon spinning" />}
      {pending ? "Loading the sample" : "Load the sample"}
    </Button>
  );
}
