import type { DashboardConfig } from "@/lib/api/admin/admin-shapes";
import { inUnits } from "@/lib/api/duration";

/** Suggested while guests are never removed (seconds). */
const suggestedMaxAge = 30 * 24 * 60 * 60;

/** Returns the settings as fields of their form; a switch that is off has none. */
export function settingsValues(config: DashboardConfig): Record<string, string> {
  const { anonymous, emailPassword, social, ...methods } = config.authMethods;
  const age = inUnits(anonymous.maxAge ?? suggestedMaxAge);
  const lifetime = inUnits(config.session.lifetime);
  const switches = {
    anonymous: anonymous.enabled,
    emailAndSecret: emailPassword,
    ...methods,
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
