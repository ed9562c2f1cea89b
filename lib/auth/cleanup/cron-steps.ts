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

/**
 * Runs something that may take `budgetMs` (milliseconds). What hangs is left to itself after half as much again, so that it keeps nothing else from
 * running. Throws what `run` throws, and where it hangs.
 */
export function withinBudget<T>(
  budgetMs: number,
  run: (isTimeLeft: () => boolean) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("did not end in time")), budgetMs * 1.5);
    run(timeLeft(budgetMs))
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
