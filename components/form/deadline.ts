/** No form waits longer than this for its answer (milliseconds). */
const timeout = 30_000;

export class DeadlineError extends Error {}

/** Rejects with DeadlineError where `work` has not come to an end in time. */
export async function withDeadline<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError("no answer in time")), timeout);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
