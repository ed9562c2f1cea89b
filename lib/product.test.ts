import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { product } from "./product";

test("the slug is fit for a cookie's name, a file's and a header", () => {
  expect(product.slug).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(product.cookiePrefix).toMatch(/^[a-z][a-z0-9-]*$/);
  // Auth.js and other readers take a cookie whose name begins with the session's for a part of it.
  expect(`${product.cookiePrefix}_`.startsWith(product.slug)).toBe(false);
});

test("the product's colours are those of its pages and of its icon", () => {
  const { light, dark, accent } = product.colors;
  expect(readFileSync("app/globals.css", "utf8")).toContain(`--paper: light-dark(${light}, ${dark});`);
  expect(readFileSync("app/icon.svg", "utf8")).toContain(accent);
});
