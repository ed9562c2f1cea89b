"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { TextField } from "@/components/ui/field";
import { unlessBlocked } from "./storage";

const item = "typed-email";

/** An email that is carried along between the pages for signing in, where storage is not blocked. */
export function EmailField(field: Omit<ComponentProps<typeof TextField>, "label">) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const input = frame.current?.querySelector("input");
    const typed = unlessBlocked(() => sessionStorage.getItem(item));
    if (input?.value !== "" || !typed) return;
    input.value = typed;
    // Who was about to type replaces it.
    if (document.activeElement === input) input.select();
  }, []);

  return (
    <div ref={frame} className="contents">
      <TextField
        autoComplete="username"
        {...field}
        label="Email"
        name="email"
        type="email"
        onInput={({ currentTarget: { value } }) => unlessBlocked(() => sessionStorage.setItem(item, value))}
      />
    </div>
  );
}

/** Forgets it, once somebody has signed in or out. */
export function useForgottenEmail(): void {
  useEffect(() => void unlessBlocked(() => sessionStorage.removeItem(item)), []);
}
