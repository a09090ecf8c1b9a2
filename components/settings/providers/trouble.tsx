import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { CopyPolicy } from "./copy-policy";
import type { ProviderRowView } from "./row-view";

type Props = { row: ProviderRowView; test: (form: FormData) => void };

/** The cause and the fix. */
export function Trouble({ row, test }: Props) {
  const href = `/settings/providers/${row.id}`;
  return (
    <Notice
      tone={row.state === "works" ? "plain" : "bad"}
      actions={
        row.state === "locked" ? (
          <ButtonLink href={href} size="sm">
            Enter the key
          </ButtonLink>
        ) : (
          <>
            {row.policy && <CopyPolicy text={row.policy} href={`${href}#rights`} />}
            <form action={test}>
              <input type="hidden" name="id" value={row.id} />
              <Button type="submit" size="sm">
                Test again
              </Button>
            </form>
          </>
        )
      }
    >
      {row.troubles.map(({ what, missing }) => (
        <p key={`${what} ${missing}`}>
          <b>{what}</b>
          {missing && (
            <>
              {" "}
              Missing: <span className="font-mono text-small">{missing}</span>
            </>
          )}
        </p>
      ))}
    </Notice>
  );
}
