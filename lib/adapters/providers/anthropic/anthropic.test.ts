import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import { anthropicFixture } from "@/lib/testing/provider/vendors";

describeProvider(anthropicFixture(startSandbox));
