import { ListFilter } from "lucide-react";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { hrefOf, type MigrationAddress } from "./address";

/** Words and team; the same for board and table. A form of the address, so that it works without scripts. */
export function Filter({ asked, teams }: { asked: MigrationAddress; teams: string[] }) {
  const isOn = Boolean(asked.search || asked.team);
  return (
    <Disclosure
      align="end"
      summary={
        <>
          <ListFilter className="icon-s" />
          Filter{isOn && ", on"}
        </>
      }
      summaryClassName={buttonClass({}, "cursor-default")}
      panelClassName="w-64"
    >
      <form action="/migration" className="flex flex-col gap-2.5 p-2">
        {asked.view && <input type="hidden" name="view" value={asked.view} />}
        <Field label="Name, owner, team or cost center">
          {(control) => (
            <Input name="search" maxLength={200} defaultValue={asked.search ?? ""} {...control} />
          )}
        </Field>
        <Field label="Team">
          {(control) => (
            <Select name="team" defaultValue={asked.team ?? ""} className="w-full" {...control}>
              <option value="">Every team</option>
              {teams.map((team) => (
                <option key={team} value={team}>
                  {team}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="flex justify-end gap-2">
          {isOn && (
            <ButtonLink variant="ghost" href={hrefOf(asked, { search: "", team: "" })}>
              Show all
            </ButtonLink>
          )}
          <Button type="submit" variant="primary">
            Filter
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}
