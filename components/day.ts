const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** "1 December 2026", the same on the server and in the browser. */
export function day(time: string): string {
  return format.format(new Date(time));
}
