import { expect, test } from "./fixtures";
import { becomeGuestWithCard, becomeMember, signIn, whoIs } from "./support/people";

const owners = "SELECT owner_id FROM cards WHERE title = $1";

test("work of a guest comes along to the account signed in to, once it is asked for @phone", async ({
  page,
  newVisitor,
  db,
}, { project }) => {
  const email = `along-${project.name}@example.com`;
  const title = `Brought along on the ${project.name}`;
  const member = await becomeMember(await newVisitor(), email);
  const guest = await becomeGuestWithCard(page, title);
  const card = new URL(page.url()).pathname;

  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByText("You are here as a guest with 1 card.")).toBeVisible();
  await signIn(page, email);
  await expect(page.getByRole("heading", { name: "Welcome back. Bring your work along?" })).toBeVisible();
  await expect(page.getByRole("main").getByText("1 card", { exact: true })).toBeVisible();
  expect((await whoIs(page))?.user.id).toBe(member.user.id);
  expect(await db(owners, [title])).toEqual([{ owner_id: guest.user.id }]);

  await page.getByRole("button", { name: "Bring it along" }).click();
  await expect(page.getByRole("heading", { name: "It came along" })).toBeVisible();
  await expect(page.getByText("You have got 1 card more.")).toBeVisible();
  expect(await db(owners, [title])).toEqual([{ owner_id: member.user.id }]);
  expect(await db("SELECT id FROM users WHERE id = $1", [guest.user.id])).toEqual([]);
  await page.getByRole("link", { name: "Go on" }).click();
  await expect(page).toHaveURL(card);

  await page.goto("/welcome-back");
  await expect(page.getByRole("heading", { name: "There is nothing to bring along" })).toBeVisible();
});

test("a guest with nothing is not asked", async ({ page, newVisitor }) => {
  await becomeMember(await newVisitor(), "empty-handed@example.com");
  await page.goto("/");
  await expect.poll(async () => (await whoIs(page))?.user.isAnonymous).toBe(true);
  await page.goto("/sign-in");
  await signIn(page, "empty-handed@example.com");
  await expect(page).toHaveURL("/");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the question is asked and answered, too", async ({ page, newVisitor, db }) => {
    const [email, title] = ["along-plain@example.com", "Thrown away without script"];
    await becomeMember(await newVisitor(), email);
    await page.goto("/");
    await page.getByLabel("Who is it for?").fill("Ada");
    await page.getByLabel("What does it say on the card?").fill(title);
    await page.getByRole("button", { name: "Start the card" }).click();
    await page.goto("/sign-in");
    await signIn(page, email);
    await page.getByRole("button", { name: "Throw it away" }).click();
    await expect(page.getByRole("heading", { name: "Thrown away" })).toBeVisible();
    expect(await db(owners, [title])).toEqual([]);
  });
});
