/** Anybody who uses the app: a guest while `isAnonymous`, a member afterwards. Times are ISO 8601. */
export type User = {
  id: string;
  isAnonymous: boolean;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  image: string | null;
  role: "user" | "admin";
  metadata: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
  lastActiveAt: string;
};

/** `token` is the session's secret: handed once to a caller that is no browser, null everywhere else. */
export type Session = {
  id: string;
  userId: string;
  expiresAt: string;
  createdAt: string;
  token: string | null;
};

export type SignedIn = { user: User; session: Session };

/** What a guest left behind at a sign-in to another account, by kind: `{ cards: 3 }`. */
export type GuestWork = { id: string; counts: Record<string, number> };

/** A sign-in. `guest` is null where the browser held no guest, or one who owned nothing. */
export type Arrival = SignedIn & { guest: GuestWork | null };

/** What the owner has switched on. Times in seconds, `minLength` in code points. */
export type Config = {
  authMethods: {
    anonymous: { enabled: boolean; maxAge: number | null };
    emailPassword: boolean;
    magicLink: boolean;
    social: Record<string, boolean>;
  };
  session: { lifetime: number };
  password: { minLength: number };
};
