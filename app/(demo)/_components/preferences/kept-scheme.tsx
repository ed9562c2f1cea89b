import { currentSession } from "@/app/current-session";
import { keptColorScheme } from "../../_lib/preferences/preferences";
import { viewer } from "../../_lib/viewer";
import { saveColorScheme } from "../../actions";
import { RememberScheme } from "./remember-scheme";

/** The colour scheme that the user has chosen, in this browser. Nothing for visitors, or during an outage. */
export async function KeptScheme() {
  const session = await currentSession();
  const user = "user" in session ? await viewer() : null;
  return user && <RememberScheme kept={keptColorScheme(user)} save={saveColorScheme} />;
}
