import * as endpoints from "./contract/endpoints";
import { request } from "./http";

/** The browser's way to the auth endpoints. Every call answers `{ data, error }`; none throws. */
export const authClient = {
  /** Who is signed in: `data` is null for nobody. An error means that it cannot be told, which is not nobody. */
  getSession: () => request(endpoints.getSession),
  signIn: {
    /** Starts as a guest. Whoever has a live session keeps it. */
    anonymous: () => request(endpoints.signInAnonymous),
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
  /** Ends the session. For a guest that is the end of its data, too: nobody else has the key. */
  signOut: () => request(endpoints.signOut),
};

async function leave(start: typeof endpoints.signInSocial, input: endpoints.SocialStart) {
  const started = await request(start, input);
  if (started.data) window.location.assign(started.data.url);
  return started;
}
