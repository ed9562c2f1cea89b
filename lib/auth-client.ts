import type { WireInputOf } from "./api/define";
import type { Api, Key } from "./api/table";
import { call, callForSession, newIdempotencyKey } from "./client/http";
import { passkeyClient } from "./features/passkeys/client"; // eject: passkeys

const startItem = "start-as-guest";

type Input<K extends Key> = WireInputOf<Api[K]>;

/** One key for every start of a guest that this browser asks for at once, or again after a reload, until it is answered. */
function startKey(): string {
  const fresh = newIdempotencyKey();
  try {
    const [since, kept] = (localStorage.getItem(startItem) ?? "").split(" ");
    if (kept && Date.now() - Number(since) < 120_000) return kept;
    localStorage.setItem(startItem, `${Date.now()} ${fresh}`);
  } catch {
    // Storage may be blocked. Then a reload at the wrong moment leaves a guest behind that nobody can open.
  }
  return fresh;
}

/** The browser's way to the auth endpoints. Every call returns `{ data, error }`; none throws. */
export const authClient = {
  /** Returns the current session: `data` is null for nobody. An error means that it cannot be told, which is not nobody. */
  getSession: () => call("GET /api/auth/get-session"),
  signIn: {
    /** Starts as a guest, the same one however often it is called at once. A live session is kept. */
    anonymous: async () => {
      const answer = await call("POST /api/auth/sign-in/anonymous", {}, { "idempotency-key": startKey() });
      if (answer.data) forgetStart();
      return answer;
    },
    /** Signs in to an account. `data.guest` says what the guest of this browser left behind. */
    email: (input: Input<"POST /api/auth/sign-in/email">) =>
      callForSession("POST /api/auth/sign-in/email", input),
    /** Goes to the provider; on return the browser is at `callbackURL`, signed in. */
    social: (input: Input<"POST /api/auth/sign-in/social">) => leave("POST /api/auth/sign-in/social", input),
  },
  signUp: {
    /** Creates an account; for a guest it is the upgrade. */
    email: (input: Input<"POST /api/auth/sign-up/email">) =>
      callForSession("POST /api/auth/sign-up/email", input),
  },
  anonymous: {
    /** Turns the guest into a full account, in place: same user id, same session, all data kept. */
    upgrade: (input: Input<"POST /api/auth/anonymous/upgrade">) =>
      callForSession("POST /api/auth/anonymous/upgrade", input),
    /** Goes to the provider; on return the guest is linked to that account, and the browser is at `callbackURL`. */
    upgradeWithSocial: (input: Input<"POST /api/auth/anonymous/upgrade-social">) =>
      leave("POST /api/auth/anonymous/upgrade-social", input),
  },
  passkey: passkeyClient, // eject: passkeys
  /** Ends the session. For a guest that is the end of its data, too, unless a recovery code was kept. */
  signOut: () => call("POST /api/auth/sign-out"),
};

function forgetStart() {
  try {
    localStorage.removeItem(startItem);
  } catch {
    // As above.
  }
}

async function leave(
  key: "POST /api/auth/sign-in/social" | "POST /api/auth/anonymous/upgrade-social",
  input: Input<typeof key>,
) {
  const started = await call(key, input);
  if (started.data) window.location.assign(started.data.url);
  return started;
}
