"use client";
import { LoadFailure } from "@/components/states/load-failure";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function SpendError(props: Props) {
  return <LoadFailure what="Spend" {...props} />;
}
