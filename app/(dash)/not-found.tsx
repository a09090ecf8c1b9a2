import { Missing } from "@/components/states/missing";

export default function NotFound() {
  return <Missing />;
}
