const whole = new Intl.NumberFormat("en");

/** 1204 is "1,204". */
export function inFigures(count: number): string {
  return whole.format(count);
}

/** "1,204 guests", "1 guest". */
export function guestsInWords(count: number): string {
  return `${inFigures(count)} ${count === 1 ? "guest" : "guests"}`;
}
