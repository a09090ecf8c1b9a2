import { bedrockFixture } from "@/lib/testing/provider/bedrock-fixture";
import { describeProvider } from "@/lib/testing/provider/describe-provider";

describeProvider(bedrockFixture);
