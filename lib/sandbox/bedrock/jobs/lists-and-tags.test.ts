import {
  GetModelInvocationJobCommand,
  ListTagsForResourceCommand,
  paginateListModelInvocationJobs,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Aws, openAws, records, startJob } from "@/lib/sandbox/testing/aws";
import { openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let aws: Aws;
beforeEach(async () => {
  stage = await openStage({ settings: { bedrock: { minRecords: { default: 1 } } } });
  aws = openAws(stage.sandbox);
});
afterEach(() => stage.close());

const get = (jobIdentifier: string) => aws.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));

test("jobs are listed newest first, in pages, by name, state and time", async () => {
  const made: string[] = [];
  for (const name of ["offpeak-1", "offpeak-2", "other", "offpeak-3"]) {
    made.push(await startJob(aws, records(1), { jobName: name }));
    await stage.advance(60);
  }
  const list = async (filter: object) => {
    const arns = [];
    for await (const page of paginateListModelInvocationJobs({ client: aws.bedrock, pageSize: 2 }, filter))
      arns.push(...(page.invocationJobSummaries ?? []).map((job) => job.jobArn));
    return arns;
  };
  const [one = "", two = "", other = "", three = ""] = made;
  expect(await list({})).toEqual([three, other, two, one]);
  expect(await list({ nameContains: "offpeak-" })).toEqual([three, two, one]);
  expect(await list({ nameContains: "offpeak-", sortOrder: "Ascending" })).toEqual([one, two, three]);
  expect(await list({ statusEquals: "Completed" })).toEqual([two, one]);
  const { submitTime } = await get(two);
  expect(await list({ submitTimeAfter: submitTime })).toEqual([three, other]);
});

test("tags are kept with the job", async () => {
  const arn = await startJob(aws, records(1), { tags: [{ key: "cost_center", value: "Support" }] });
  const tags = async () =>
    (await aws.bedrock.send(new ListTagsForResourceCommand({ resourceARN: arn }))).tags;
  await aws.bedrock.send(
    new TagResourceCommand({
      resourceARN: arn,
      tags: [
        { key: "cost_center", value: "Sales" },
        { key: "endpoint", value: "summaries" },
      ],
    }),
  );
  expect(await tags()).toEqual([
    { key: "cost_center", value: "Sales" },
    { key: "endpoint", value: "summaries" },
  ]);
  await aws.bedrock.send(new UntagResourceCommand({ resourceARN: arn, tagKeys: ["endpoint"] }));
  expect(await tags()).toEqual([{ key: "cost_center", value: "Sales" }]);
});
