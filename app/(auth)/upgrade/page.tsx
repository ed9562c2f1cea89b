/** Signing up and upgrading a guest are one page. */
export { default, metadata } from "../sign-up/page";
