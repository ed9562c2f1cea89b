"use client";

import type { Device } from "@/lib/contract/wire";
import { day } from "../day";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { type FormAction, useForm } from "../use-form";
import { deviceName } from "./device-name";

/** Where this account is open, with a way to close it elsewhere. */
export function Devices({ devices, revoke }: { devices: readonly Device[]; revoke: FormAction<null> }) {
  const { state, form } = useForm(revoke);
  return (
    <>
      <p role="status" className="font-medium text-success empty:hidden">
        {state.status === "done" && "Signed out there."}
      </p>
      <form {...form}>
        <FormError state={state} />
        <ul className="grid divide-y divide-line">
          {devices.map((device) => (
            <li
              key={device.id}
              className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <p className="min-w-0">
                <span className="font-semibold">{deviceName(device.userAgent)}</span>
                {device.isCurrent && <span className="font-medium text-success"> · this browser</span>}
                <span className="block text-muted text-sm">Signed in on {day(device.createdAt)}</span>
              </p>
              {!device.isCurrent && (
                <button type="submit" name="id" value={device.id} className={button.secondary}>
                  Sign out there
                  <span className="sr-only"> ({deviceName(device.userAgent)})</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      </form>
    </>
  );
}
