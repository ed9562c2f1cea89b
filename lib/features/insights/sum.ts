/** Of all of them; of none, 0. */
export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
