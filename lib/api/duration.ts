/** What people count time in, in seconds; the longest first. */
export const units = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;

export type Unit = keyof typeof units;

export const unitNames = ["days", "hours", "minutes", "seconds"] as const satisfies readonly Unit[];

/** Seconds as a whole number of the longest unit there is for them: 7200 is 2 hours, 90 is 90 seconds. */
export function inUnits(seconds: number): { amount: number; unit: Unit } {
  const unit = unitNames.find((name) => seconds % units[name] === 0) ?? "seconds";
  return { amount: seconds / units[unit], unit };
}

/** The same in words: "1 day", "2 hours". */
export function durationInWords(seconds: number): string {
  const { amount, unit } = inUnits(seconds);
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}
