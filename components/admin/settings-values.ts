import { inUnits } from "@/lib/contract/duration";
import type { DashboardConfig } from "@/lib/contract/wire";

/** For "after …" while guests are never removed. */
const suggestedMaxAge = 30 * 24 * 60 * 60;

/** The settings as their form's fields; a switch that is off has none. */
export function settingsValues(config: DashboardConfig): Record<string, string> {
  const { anonymous, emailPassword, magicLink, passkey, social } = config.authMethods;
  const age = inUnits(anonymous.maxAge ?? suggestedMaxAge);
  const lifetime = inUnits(config.session.lifetime);
  const switches = {
    anonymous: anonymous.enabled,
    emailAndSecret: emailPassword,
    magicLink,
    passkey,
    ...social,
  };
  const on = Object.entries(switches).flatMap(([name, isOn]) => (isOn ? [[name, "on"]] : []));
  return {
    ...Object.fromEntries(on),
    version: String(config.version),
    expiry: anonymous.maxAge === null ? "never" : "after",
    maxAgeAmount: String(age.amount),
    maxAgeUnit: age.unit,
    lifetimeAmount: String(lifetime.amount),
    lifetimeUnit: lifetime.unit,
    minLength: String(config.password.minLength),
  };
}
