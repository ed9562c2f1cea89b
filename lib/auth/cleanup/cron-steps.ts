import type { AdminContext } from "@/lib/auth/core/context";

/** Something that the scheduler does with each of its calls. It begins nothing more once no time is left; the next call goes on where it stopped. */
export type CronStep = {
  name: string;
  run: (ctx: AdminContext, isTimeLeft: () => boolean) => Promise<unknown>;
};

/** Returns what tells whether there is time left of a budget (milliseconds) that starts now. */
export function timeLeft(budgetMs: number): () => boolean {
  const began = performance.now();
  return () => performance.now() - began < budgetMs;
}

/** What came of a step. */
export type StepResult<T> =
  | { state: "done"; value: T }
  | { state: "failed"; error: unknown }
  | { state: "unfinished" };

/**
 * Runs something that may take `budgetMs` (milliseconds). What hangs is left to itself after half as much again, so that it keeps nothing else from
 * running. Never throws.
 */
export function withinBudget<T>(
  budgetMs: number,
  run: (isTimeLeft: () => boolean) => Promise<T>,
): Promise<StepResult<T>> {
  const isTimeLeft = timeLeft(budgetMs);
  const work = async (): Promise<StepResult<T>> => {
    try {
      return { state: "done", value: await run(isTimeLeft) };
    } catch (error) {
      return { state: "failed", error };
    }
  };
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ state: "unfinished" }), budgetMs * 1.5);
    void work().then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}
