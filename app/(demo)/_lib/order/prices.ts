/** In cents of a euro. No money moves: they are there to be read. */
export const printPrice = 450;
export const postage = 250;

const euro = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

/** An amount in cents, as a price. */
export function inEuro(cents: number): string {
  return euro.format(cents / 100);
}
