"use client";
import { LoadFailure } from "@/components/states/load-failure";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function BatchesError(props: Props) {
  return <LoadFailure what="Batches" {...props} />;
}
