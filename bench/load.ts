import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { spreadOf } from "./figures";
import type { Target } from "./target";

export type Round = {
  /** Answers within one second. */
  rate: number;
  /** Sorted, in milliseconds. */
  times: number[];
};

/** Asks as fast as answers come, on so many connections at once, for so many seconds. */
export function round(target: Target, seconds: number, connections = 10): Promise<Round> {
  return fire(target, { duration: seconds, connections });
}

/** Asks so often in a second, whatever the answers take, for so many seconds. */
export function trickle(target: Target, seconds: number, overallRate: number): Promise<Round> {
  return fire(target, { duration: seconds, connections: 10, overallRate });
}

/** Asks so many times, and says so. */
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

/** The time of one request, until all of the answer is here (milliseconds). */
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
 * The median time of so many requests, one after the other (milliseconds), each after a pause in which what the one before
 * has left to do, such as its mail, gets done.
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
 * So many rounds of each, one after the other and in turns, so that whatever else the machine does meets both alike, after
 * some that are not counted.
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
 * How the rate of one compares with that of the other, by round. V8 goes on compiling for some thousand requests, longer
 * where there is more code, so a quarter as many rounds come before those that count.
 */
export async function rates(rounds: number, one: () => Promise<Round>, other: () => Promise<Round>) {
  const pairs = await interleave(Math.ceil(rounds / 4), rounds, one, other);
  return spreadOf(pairs.map(([one, other]) => one.rate / other.rate));
}

/** How the time of one compares with that of the other, by round. */
export async function durations(rounds: number, one: () => Promise<number>, other: () => Promise<number>) {
  const pairs = await interleave(1, rounds, one, other);
  return spreadOf(pairs.map(([one, other]) => one / other));
}
