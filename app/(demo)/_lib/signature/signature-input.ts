import { z } from "zod";
import { signatures } from "@/db/schema";
import { cardId } from "../card/card-input";
import { line, lines, orNothing } from "../fields";
import { idOf } from "../ids";
import { isDrawing, longestDrawing } from "./drawing";

const signatureId = idOf("sig", "Choose a signature");
export const ink = z.enum(signatures.ink.enumValues, { error: "Choose an ink" });

const tooLarge = "This drawing is too large. Undo a few strokes.";

const written = {
  name: line(80, "Enter your name"),
  message: lines(1000, "Write a short message"),
  ink: ink.default("blue"),
  sticker: orNothing(z.enum(signatures.sticker.enumValues, { error: "Choose a sticker" })),
  drawing: orNothing(
    z.string().max(longestDrawing, { error: tooLarge, abort: true }).refine(isDrawing, tooLarge),
  ),
};

export const newSignature = z.strictObject({ cardId, ...written });
export const changedSignature = z.strictObject({ cardId, signatureId, ...written });
export const oneSignature = z.strictObject({ cardId, signatureId });

export type NewSignature = z.output<typeof newSignature>;
export type ChangedSignature = z.output<typeof changedSignature>;
export type OneSignature = z.output<typeof oneSignature>;
