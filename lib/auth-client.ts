import * as endpoints from "./contract/endpoints";
import type { Envelope } from "./contract/errors";
import { request, unreachable } from "./http";

const startItem = "start-as-guest";

/** What makes one start of several that a browser asks for at once, or again after a reload: kept until it is answered. */
function startKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const fresh = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const [since, kept] = (localStorage.getItem(startItem) ?? "").split(" ");
    if (kept && Date.now() - Number(since) < 120_000) return kept;
    localStorage.setItem(startItem, `${Date.now()} ${fresh}`);
  } catch {
    // Storage may be blocked. Then a reload at the wrong moment leaves a guest behind whom nobody knows.
  }
  return fresh;
}

/** The browser's way to the auth endpoints. Every call answers `{ data, error }`; none throws. */
export const authClient = {
  /** Who is signed in: `data` is null for nobody. An error means that it cannot be told, which is not nobody. */
  getSession: () => request(endpoints.getSession),
  signIn: {
    /** Starts as a guest, the same one however often it is called at once. Whoever has a live session keeps it. */
    anonymous: async () => {
      const answer = await request(endpoints.signInAnonymous, {}, { "idempotency-key": startKey() });
      if (answer.data) forgetStart();
      return answer;
    },
    /** Signs in to an account. `data.guest` says what the guest left behind who was here before. */
    email: (input: endpoints.Credentials) => request(endpoints.signInEmail, input),
    /** Leaves for the provider; on return the browser is at `callbackURL`, signed in to the account of that name. */
    social: (input: endpoints.SocialStart) => leave(endpoints.signInSocial, input),
  },
  signUp: {
    /** A new account; for a guest it is the upgrade. */
    email: (input: endpoints.NewAccount) => request(endpoints.signUpEmail, input),
  },
  anonymous: {
    /** Turns the guest into a member in place: same user id, same session, all data kept. */
    upgrade: (input: endpoints.NewAccount) => request(endpoints.upgrade, input),
    /** Leaves for the provider; on return the guest is linked to that account, and the browser is at `callbackURL`. */
    upgradeWithSocial: (input: endpoints.SocialStart) => leave(endpoints.upgradeSocial, input),
  },
  passkey: {
    /**
     * Opens the browser's prompt for a new passkey, called `name`: a guest becomes a member by it, in place, and a member, who
     * gives the password where there is one, has one more. Nothing has changed where the prompt is closed.
     */
    register: (input: { name?: string; password?: string } = {}) =>
      withPrompts(({ registerPasskey }) => registerPasskey(input)),
    /** Opens the prompt for a passkey that is there, and signs in by it. `data.guest` as at `signIn.email`. */
    signIn: () => withPrompts(({ signInByPasskey }) => signInByPasskey()),
    list: () => request(endpoints.listPasskeys),
    rename: ({ id, name }: { id: string; name: string | null }) =>
      request({ ...endpoints.renamePasskey, path: `/api/auth/passkeys/${id}` }, { name }),
    remove: ({ id, password }: { id: string; password?: string }) =>
      request({ ...endpoints.removePasskey, path: `/api/auth/passkeys/${id}` }, { password }),
  },
  /** Ends the session. For a guest that is the end of its data, too, unless a recovery code was kept. */
  signOut: () => request(endpoints.signOut),
};

/** What prompts need is loaded when somebody asks for one. */
async function withPrompts<Data>(
  ask: (prompts: typeof import("./passkey-prompts")) => Promise<Envelope<Data>>,
): Promise<Envelope<Data>> {
  const prompts = await import("./passkey-prompts").catch(() => null);
  return prompts ? ask(prompts) : { data: null, error: unreachable };
}

function forgetStart() {
  try {
    localStorage.removeItem(startItem);
  } catch {
    // As above.
  }
}

async function leave(start: typeof endpoints.signInSocial, input: endpoints.SocialStart) {
  const started = await request(start, input);
  if (started.data) window.location.assign(started.data.url);
  return started;
}
