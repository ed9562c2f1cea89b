"use client";

import type { Device } from "@/lib/contract/wire";
import { Day } from "../day";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";
import { deviceName } from "./device-name";

/** Where somebody is signed in, and a way to end each of it but this one, which the menu ends. */
export function Devices({ devices, end }: { devices: Device[]; end: FormAction<null> }) {
  return (
    <ul className="grid gap-4">
      {devices.map((device) => (
        <DeviceItem key={device.id} device={device} end={end} />
      ))}
    </ul>
  );
}

function DeviceItem({ device, end }: { device: Device; end: FormAction<null> }) {
  const { state, pending, form } = useForm(end);
  const name = deviceName(device.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p>
        <span className="font-semibold">{name}</span>
        <span className="block text-muted text-sm">
          {device.isCurrent && "This device · "}Signed in on <Day at={device.createdAt} />
        </span>
      </p>
      {!device.isCurrent && state.status === "done" && <Outcome>Signed out</Outcome>}
      {!device.isCurrent && state.status !== "done" && (
        <form {...form} className="grid gap-2">
          <FormError state={state} />
          <input type="hidden" name="id" value={device.id} />
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            Sign out
            <span className="sr-only">
              {" "}
              {name}, since <Day at={device.createdAt} />
            </span>
          </button>
        </form>
      )}
    </li>
  );
}
