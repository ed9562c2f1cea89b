import { Devices } from "@/components/account/devices";
import { Section } from "@/components/account/section";
import { listDevices } from "@/lib/auth/devices";
import { ask } from "@/lib/server/ask";
import { signOutDevice } from "./actions";

export async function YourDevices() {
  const devices = await ask(listDevices);
  return (
    <Section id="devices" title="Devices">
      {devices.ok && <Devices devices={devices.data} revoke={signOutDevice} />}
    </Section>
  );
}
