"use client";

import { useEffect } from "react";
import { forgetLeftForms } from "@/components/form/kept-fields";

/** Has the browser keep a page of ours for when there is no network. Without a service worker it shows its own. */
export function Offline() {
  useEffect(() => {
    forgetLeftForms();
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  }, []);
  return null;
}
