import { setTimeout as delay } from "node:timers/promises";
import { ProviderAccount, Verdict } from "./account";
import { evidenceOf, type Hit } from "./evidence";
import { judgeBatch, stateOf } from "./judge";
import { judgeLedger } from "./ledger";
import { awaitMoment } from "./moments";
import { type Provider, planRounds, type Round } from "./plan";
import { type Placed, Stand } from "./stand";
import { InVain, until } from "./until";
import { openLog, Worker } from "./worker";

export type Faults = Record<Hit, number>;
export type Outcome = { verdict: Verdict; faults: Faults; requests: number };

/** How long a kill may lag behind its moment, by chance. */
const LAG_MS = 40;

export async function runCampaign(wanted: {
  seed: string;
  rounds: number;
  providers: readonly Provider[];
}): Promise<Outcome> {
  const stand = await Stand.open(wanted.seed);
  try {
    const campaign = new Campaign(stand);
    return await campaign.run(planRounds(wanted.seed, wanted.rounds, wanted.providers));
  } finally {
    await stand.close();
  }
}

const countOf = (placed: readonly Placed[]) => placed.reduce((sum, { requests }) => sum + requests.length, 0);

class Campaign {
  private readonly verdict = new Verdict((what) => console.log(what));
  private readonly faults: Faults = {
    ...{ beforeCreate: 0, acceptedUnrecorded: 0, downloading: 0, settling: 0, elsewhere: 0 },
  };
  private readonly accounts = new Map<Provider, ProviderAccount>();
  private readonly placed: Placed[] = [];
  private readonly log;
  private worker: Worker;

  constructor(private readonly stand: Stand) {
    this.log = openLog(stand.dataDir);
    this.worker = new Worker(this.log);
  }

  async run(rounds: readonly Round[]): Promise<Outcome> {
    try {
      for (const round of rounds) if (!(await this.play(round))) break;
      for (const [provider, account] of this.accounts)
        account.judge(await this.stand.control.record(provider), 0, this.verdict);
      if (this.verdict.stuck === 0) await judgeLedger(this.stand, this.placed, this.verdict);
    } finally {
      await this.worker.stop();
      this.log.end();
    }
    return { verdict: this.verdict, faults: this.faults, requests: countOf(this.placed) };
  }

  /** False: something is stuck, and what follows would tell nothing. */
  private async play(round: Round): Promise<boolean> {
    const begun = performance.now();
    const hits = await this.disturb(round);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const name = `${String(round.number).padStart(4)}  ${round.provider.padEnd(9)}`;
    console.log(`${name}  ${hits.join(" and ").padEnd(18)}  ${seconds} s`);
    return this.verdict.stuck === 0;
  }

  private async disturb(round: Round): Promise<Hit[]> {
    const { stand } = this;
    const moment = await awaitMoment(stand, round);
    const placed = await stand.place(round);
    this.placed.push(...placed);
    const hits: Hit[] = [];
    try {
      await moment.reached(placed);
      await delay(round.roll("lag") * LAG_MS);
      hits.push(await this.kill(round, placed, true));
      await moment.leave();
      if (round.again !== null) {
        await this.worker.started;
        await delay(round.again * 1000);
        hits.push(await this.kill(round, placed, false));
      }
      await this.ended(placed);
    } catch (error) {
      if (!(error instanceof InVain)) throw error;
      this.verdict.add("stuck", 1, `${error.message} ${JSON.stringify(await stateOf(stand, placed))}`);
      console.log(this.worker.words.join(""));
      await moment.leave();
      return hits;
    }
    await this.judge(round, placed);
    return hits;
  }

  private async kill(round: Round, placed: Placed[], isAimed: boolean): Promise<Hit> {
    if (!this.worker.isAlive) throw new Error(`The worker ended by itself: ${this.worker.words.join("")}`);
    await this.worker.kill();
    const hit = await evidenceOf(this.stand, round, { placed, aimed: isAimed ? round.window : null });
    this.faults[hit] += 1;
    this.worker = new Worker(this.log);
    return hit;
  }

  /** Nobody helps: whatever ends here ends by itself. */
  private async ended(placed: readonly Placed[]): Promise<void> {
    const ids = placed.map(({ id }) => id);
    await until("the batches to end", async () => {
      const open = await this.stand.ctx.db.batch.count({ where: { id: { in: ids }, endedAt: null } });
      return open === 0;
    });
  }

  private async judge({ provider }: Round, placed: Placed[]): Promise<void> {
    const { stand, verdict } = this;
    const record = await stand.control.record(provider);
    if (record.failures.length > 0) throw new Error(`The simulator failed: ${record.failures.join("\n")}`);
    const account = this.accounts.get(provider) ?? new ProviderAccount();
    this.accounts.set(provider, account);
    account.judge(record, countOf(placed), verdict);
    for (const batch of placed) await judgeBatch(stand, batch, { record, verdict });
  }
}
