import { ROLE_NAMES } from "@/components/shell/role-names";
import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDay } from "@/lib/core/period";
import type { TokenRow } from "@/lib/stages/people/model";
import type { FormAction } from "./forms/form-action";
import { RevokeForm } from "./revoke-form";
import { TokenForm } from "./token-form";

export type TokenActions = {
  createTokenAction: FormAction<{ token: string }>;
  revokeTokenAction: FormAction;
};
type Props = { tokens: TokenRow[]; actions: TokenActions };

const day = (at: Date) => formatDay(at.toISOString().slice(0, 10));

export function TokensSection({ tokens, actions }: Props) {
  return (
    <section className="border-t border-line py-[22px]">
      <SectionHead title="API tokens" note="Shown once, kept as a hash" />
      {tokens.length > 0 && (
        <Table caption="API tokens">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Token</Th>
              <Th>Role</Th>
              <Th>Acts for</Th>
              <Th end>Made</Th>
              <Th end>Last used</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id}>
                <Td className="font-medium">{token.name}</Td>
                <Td className="font-mono text-small">{token.hint}…</Td>
                <Td>{ROLE_NAMES[token.role]}</Td>
                <Td>{token.email ?? "–"}</Td>
                <Td end className="whitespace-nowrap text-text-3">
                  {day(token.createdAt)}
                </Td>
                <Td end className="whitespace-nowrap text-text-3">
                  {token.lastUsedAt ? day(token.lastUsedAt) : "Never"}
                </Td>
                <Td end>
                  <RevokeForm id={token.id} name={token.name} revoke={actions.revokeTokenAction} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <TokenForm create={actions.createTokenAction} />
    </section>
  );
}
