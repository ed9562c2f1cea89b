import { expect, test } from "./fixtures";
import { becomeGuest, becomeMember, password, signIn, whoIs } from "./support/people";

test("signing in leads back to the page one came from, and never to another site @phone", async ({
  page,
  newVisitor,
}, { project }) => {
  const email = `back-${project.name}@example.com`;
  await becomeMember(await newVisitor(), email);

  await becomeGuest(page);
  await page.goto("/nowhere-in-particular?page=2");
  await page.goto("/sign-in?next=/account");
  await signIn(page, email);
  await expect(page).toHaveURL("/account");
  expect((await whoIs(page))?.user.email).toBe(email);

  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "/.//evil.example"]) {
    const visitor = await newVisitor();
    await visitor.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(visitor, email);
    await expect(visitor).toHaveURL("/");
  }
});
