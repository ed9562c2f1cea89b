import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";

/** Median and quartiles of what several rounds measured. */
export type Spread = { low: number; median: number; high: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** Returns the value below which `share` of the sorted values lie, interpolated between its neighbours. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new Error("no values");
  return below + (above - below) * (position - Math.floor(position));
}

type Method = "GET" | "POST";
type Sent = { headers: Record<string, string>; body?: string };

/** What requests are sent to; each knows its number, from 0, and comes from an address of its own. */
export type Target = { url: string; method: Method; next(): Sent };

export function target(
  url: string,
  method: Method,
  request: (number: number) => { headers?: Record<string, string>; body?: object } = () => ({}),
): Target {
  let sent = 0;
  return {
    url,
    method,
    next() {
      const { headers, body } = request(sent++);
      const from = { "x-forwarded-for": newAddress(), ...headers };
      if (body === undefined) return { headers: from };
      return { headers: { ...from, "content-type": "application/json" }, body: JSON.stringify(body) };
    },
  };
}

let callers = 0;

/** Returns an address that was not used before, so that every limit counts and none is reached (RFC 2544 keeps 198.18.0.0/15 for this). */
function newAddress(): string {
  callers = (callers + 1) % (1 << 17);
  return `198.${18 + (callers >> 16)}.${(callers >> 8) & 255}.${callers & 255}`;
}

export type Round = {
  /** Answers in one second. */
  rate: number;
  /** Sorted, in milliseconds. */
  times: number[];
};

/** Sends as fast as answers come, on so many connections at once, for so many seconds. */
export function round(target: Target, seconds: number, connections = 10): Promise<Round> {
  return fire(target, { duration: seconds, connections });
}

/** Sends so often in a second, however long the answers take, for so many seconds. */
export function trickle(target: Target, seconds: number, overallRate: number): Promise<Round> {
  return fire(target, { duration: seconds, connections: 10, overallRate });
}

/** Sends so many requests, and returns their number. */
export async function exactly(target: Target, amount: number): Promise<number> {
  await fire(target, { amount, connections: 5 });
  return amount;
}

async function fire(target: Target, how: Partial<autocannon.Options>): Promise<Round> {
  const times: number[] = [];
  const setupRequest = (request: object) => ({ ...request, ...target.next() });
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      { url: target.url, requests: [{ method: target.method, setupRequest }], ...how },
      (error: unknown, result: autocannon.Result) => (error ? reject(error) : resolve(result)),
    );
    run.on("response", (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.non2xx + result.errors + result.timeouts > 0)
    throw new Error(`${target.url}: ${result.non2xx} refused, ${result.errors} broken of ${times.length}`);
  times.sort((a, b) => a - b);
  return { rate: times.length / result.duration, times };
}

/** Returns the time of one request, until all of the answer has arrived (milliseconds). */
export async function once({ url, method, next }: Target): Promise<number> {
  const { headers, body = null } = next();
  const began = performance.now();
  const answer = await fetch(url, { method, headers, body, redirect: "manual" });
  await answer.text();
  const time = performance.now() - began;
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return time;
}

/**
 * Returns the median time of so many requests, one after the other (milliseconds), each after a pause for what the one before
 * leaves to be done after its answer, such as an email.
 */
export async function typical(target: Target, times: number, pause = 0): Promise<number> {
  const measured: number[] = [];
  for (let number = 0; number < times; number++) {
    await sleep(pause);
    measured.push(await once(target));
  }
  return spreadOf(measured).median;
}

/**
 * Runs so many rounds of each, in turns, so that whatever else the machine does slows both alike, after some that are not
 * counted.
 */
async function interleave<T>(
  warmUp: number,
  rounds: number,
  one: () => Promise<T>,
  other: () => Promise<T>,
): Promise<[T, T][]> {
  const measured: [T, T][] = [];
  for (let turn = 0; turn < warmUp + rounds; turn++) {
    const isReversed = turn % 2 === 1;
    const second = isReversed ? await other() : null;
    const first = await one();
    const pair: [T, T] = [first, second ?? (await other())];
    if (turn >= warmUp) measured.push(pair);
  }
  return measured;
}

/**
 * Compares the rate of one with that of the other, by round. V8 goes on compiling for some thousand requests, longer where
 * there is more code, so a quarter as many rounds come before those that count.
 */
export async function rates(rounds: number, one: () => Promise<Round>, other: () => Promise<Round>) {
  const pairs = await interleave(Math.ceil(rounds / 4), rounds, one, other);
  return spreadOf(pairs.map(([one, other]) => one.rate / other.rate));
}

/** Compares the time of one with that of the other, by round. */
export async function durations(rounds: number, one: () => Promise<number>, other: () => Promise<number>) {
  const pairs = await interleave(1, rounds, one, other);
  return spreadOf(pairs.map(([one, other]) => one / other));
}
