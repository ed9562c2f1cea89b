import type { Config } from "../contract/wire";

/** Holds until the owner saves something else. Seven days and eight code points are the product's own defaults. */
export const defaultConfig: Config = {
  authMethods: {
    anonymous: { enabled: true, maxAge: null },
    emailPassword: true,
    magicLink: true,
    social: {},
  },
  session: { lifetime: 7 * 24 * 60 * 60 },
  password: { minLength: 8 },
};
