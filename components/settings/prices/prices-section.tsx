import { SectionHead } from "@/components/ui/nav/page-header";
import { Table, Td, Th } from "@/components/ui/table";
import { formatDay } from "@/lib/core/period";
import type { StoredOverride } from "@/lib/stages/prices/model/overrides";
import type { FormAction } from "../forms/form-action";
import { OverrideForm } from "./override-form";
import { RestoreForm } from "./restore-form";
import { RATE_NAMES, TIER_NAMES } from "./words";

export type PriceActions = { overridePriceAction: FormAction; removeOverrideAction: FormAction };
type Props = { overrides: StoredOverride[]; mayChange: boolean; actions: PriceActions };

/** Negotiated rates. All others are list prices or vendors' statements, whose sources stand beside the figures. */
export function PricesSection({ overrides, mayChange, actions }: Props) {
  return (
    <section className="border-t border-line py-[22px]">
      <SectionHead title="Your own prices" note="They stand before the list from their day on (UTC)" />
      {overrides.length === 0 ? (
        <p className="mt-2 text-text-3">
          None. Costs without a reported amount and all forecasts use list prices.
        </p>
      ) : (
        <PriceTable overrides={overrides} remove={mayChange ? actions.removeOverrideAction : null} />
      )}
      {mayChange && <OverrideForm save={actions.overridePriceAction} />}
    </section>
  );
}

function PriceTable({ overrides, remove }: { overrides: StoredOverride[]; remove: FormAction | null }) {
  return (
    <Table caption="Your own prices">
      <thead>
        <tr>
          <Th>Provider</Th>
          <Th>Model</Th>
          <Th>Tier</Th>
          <Th>Token class</Th>
          <Th end>USD per million</Th>
          <Th end>From</Th>
          <Th>Source</Th>
          <Th>Entered by</Th>
          {remove && (
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody>
        {overrides.map((price) => (
          <PriceRow key={price.id} price={price} remove={remove} />
        ))}
      </tbody>
    </Table>
  );
}

function PriceRow({ price, remove }: { price: StoredOverride; remove: FormAction | null }) {
  const tier = TIER_NAMES[price.tier];
  const rate = RATE_NAMES[price.rateClass];
  return (
    <tr>
      <Td>{price.provider}</Td>
      <Td className="font-mono text-small">{price.model}</Td>
      <Td>{tier}</Td>
      <Td>{rate}</Td>
      <Td end className="font-mono text-small">
        {price.perMillion}
      </Td>
      <Td end className="whitespace-nowrap">
        {formatDay(price.from)}
      </Td>
      <Td>{price.note}</Td>
      <Td className="text-text-3">{price.createdBy}</Td>
      {remove && (
        <Td end>
          <RestoreForm id={price.id} name={`${price.model}, ${tier}, ${rate}`} remove={remove} />
        </Td>
      )}
    </tr>
  );
}
