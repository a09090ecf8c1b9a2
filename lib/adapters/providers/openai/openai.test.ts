import { startSandbox } from "@/lib/sandbox/start";
import { describeProvider } from "@/lib/testing/provider/describe-provider";
import { openaiFixture } from "@/lib/testing/provider/vendors";

describeProvider(openaiFixture(startSandbox));
