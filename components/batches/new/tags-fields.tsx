"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { SchemaField } from "./schema-field";

export type TagChoices = {
  connections: {
    id: string;
    provider: string;
    /** `OpenAI, production` */
    label: string;
    /** Its lines name no model, so that the batch must. */
    needsModel: boolean;
    costCenter: string | null;
  }[];
  endpoints: { label: string; team: string | null; costCenter: string | null }[];
  costCenters: string[];
  teams: string[];
};

/** What was typed before, and what is wrong with it. */
export type Typed = Record<string, string>;

type TagsFieldsProps = {
  choices: TagChoices;
  typed: Typed;
  problems: Typed;
  isBusy: boolean;
  submit: string;
};

/** Whose work it is. An endpoint that is known fills in its cost center and team; a new name makes a new endpoint. */
export function TagsFields({ choices, typed, problems, isBusy, submit }: TagsFieldsProps) {
  const first = choices.connections.find(({ id }) => id === typed.connection) ?? choices.connections[0];
  const [connection, setConnection] = useState(first);
  const named = choices.endpoints.find(({ label }) => label === typed.endpoint);
  const [words, setWords] = useState({
    costCenter: typed.costCenter ?? named?.costCenter ?? first?.costCenter ?? "",
    team: typed.team ?? named?.team ?? "",
  });
  const name = (label: string) => {
    const known = choices.endpoints.find((one) => one.label === label);
    if (!known) return;
    setWords((now) => ({
      costCenter: known.costCenter ?? connection?.costCenter ?? now.costCenter,
      team: known.team ?? now.team,
    }));
  };
  const set = (field: keyof typeof words) => (event: { target: { value: string } }) =>
    setWords((now) => ({ ...now, [field]: event.target.value }));
  return (
    <div className="grid gap-3.5 pt-3 md:grid-cols-2 xl:grid-cols-[1.5fr_1fr_1fr_1.2fr]">
      <Field label="Endpoint or job" error={problems.endpoint}>
        {(control) => (
          <Input
            {...control}
            name="endpoint"
            list="endpoint-names"
            required
            maxLength={200}
            autoComplete="off"
            defaultValue={typed.endpoint ?? ""}
            onChange={(event) => name(event.target.value)}
          />
        )}
      </Field>
      <Field label="Cost center" error={problems.costCenter}>
        {(control) => (
          <Input
            {...control}
            name="costCenter"
            list="cost-centers"
            required
            maxLength={200}
            autoComplete="off"
            value={words.costCenter}
            onChange={set("costCenter")}
          />
        )}
      </Field>
      <Field label={<Optional>Team</Optional>} error={problems.team}>
        {(control) => (
          <Input
            {...control}
            name="team"
            list="teams"
            maxLength={200}
            autoComplete="off"
            value={words.team}
            onChange={set("team")}
          />
        )}
      </Field>
      <Field label={<Optional>Label</Optional>} error={problems.label}>
        {(control) => (
          <Input
            {...control}
            name="label"
            maxLength={200}
            placeholder="winter-assortment"
            defaultValue={typed.label ?? ""}
          />
        )}
      </Field>
      <Field label="Runs at" error={problems.connection}>
        {(control) => (
          <Select
            {...control}
            name="connection"
            required
            className="w-full"
            defaultValue={first?.id}
            onChange={(event) =>
              setConnection(choices.connections.find(({ id }) => id === event.target.value))
            }
          >
            {choices.connections.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {choices.connections.some(({ needsModel }) => needsModel) && (
        <Field
          label="Model"
          hint="Where the lines name none"
          error={problems.model}
          className={connection?.needsModel ? undefined : "scripting:hidden"}
        >
          {(control) => <Input {...control} name="model" maxLength={200} defaultValue={typed.model ?? ""} />}
        </Field>
      )}
      <SchemaField problem={problems.answerSchema} />
      <noscript>
        <Field label="File of requests" error={problems.file}>
          {(control) => (
            <input {...control} type="file" name="file" required className="max-w-full text-small" />
          )}
        </Field>
      </noscript>
      <div className="self-end max-md:pt-1">
        <Button
          type="submit"
          variant="primary"
          disabled={isBusy || choices.connections.length === 0}
          className="max-md:w-full"
        >
          {submit}
        </Button>
      </div>
      <Words id="endpoint-names" words={choices.endpoints.map(({ label }) => label)} />
      <Words id="cost-centers" words={choices.costCenters} />
      <Words id="teams" words={choices.teams} />
    </div>
  );
}

function Optional({ children }: { children: string }) {
  return (
    <>
      {children} <span className="font-normal text-text-3">optional</span>
    </>
  );
}

function Words({ id, words }: { id: string; words: string[] }) {
  return (
    <datalist id={id}>
      {words.map((word) => (
        <option key={word} value={word} />
      ))}
    </datalist>
  );
}
