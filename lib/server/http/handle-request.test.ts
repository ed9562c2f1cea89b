import { expectTypeOf, test } from "vitest";
import type { Result } from "@/lib/api/result";
import type { SignedIn, User } from "@/lib/api/shapes";
import type { AdminContext, Context } from "@/lib/auth/core/context";
import type { ServiceOf } from "./handle-request";

type Upgrade = ServiceOf<"POST /api/auth/anonymous/upgrade">;
type GetUser = ServiceOf<"GET /api/v1/users/:id">;

test("a service fits its entry: its input, its whole output, its context", () => {
  type Input = { email: string; password: string; name: string | null };
  expectTypeOf<(ctx: Context, input: Input) => Promise<Result<SignedIn>>>().toExtend<Upgrade>();
  expectTypeOf<(ctx: AdminContext, input: { id: string }) => Promise<Result<User>>>().toExtend<GetUser>();
});

test("a service that answers less, or wants more, than its entry says does not compile", () => {
  type Input = { email: string; password: string; name: string | null };
  type Less = { user: Omit<User, "email">; session: SignedIn["session"] };
  expectTypeOf<(ctx: Context, input: Input) => Promise<Result<Less>>>().not.toExtend<Upgrade>();
  type More = Input & { plan: string };
  expectTypeOf<(ctx: Context, input: More) => Promise<Result<SignedIn>>>().not.toExtend<Upgrade>();
  // A date as text has been turned too early.
  type Text = Omit<User, "createdAt"> & { createdAt: string };
  expectTypeOf<(ctx: AdminContext, input: { id: string }) => Promise<Result<Text>>>().not.toExtend<GetUser>();
  // Only the management API has an actor.
  expectTypeOf<(ctx: AdminContext, input: Input) => Promise<Result<SignedIn>>>().not.toExtend<Upgrade>();
});
