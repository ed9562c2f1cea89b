"use server";

import { withNext } from "@/lib/api/safe-path";
import { withRedirect, withRefresh } from "@/lib/server/http/action";
import { guestAction, userAction } from "@/lib/server/http/product-action";
import { changeCard, closeCard, deleteCard, startCard } from "./_lib/card/cards";
import { closeLink, joinCircle, leaveCircle, removeFromCircle, renewLink } from "./_lib/card/circle";
import { deliverCard, withdrawDelivery } from "./_lib/card/delivery";
import {
  cardLink,
  cartQuantities,
  changedCard,
  changedSignature,
  circleMember,
  delivery,
  newCard,
  newOrder,
  newSignature,
  oneCard,
  oneOrder,
  oneSignature,
} from "./_lib/input";
import { addToCart, removeFromCart, setQuantities } from "./_lib/order/cart";
import { cancelOrder, placeOrder } from "./_lib/order/orders";
import { gate } from "./_lib/permissions";
import { colorSchemeOnly, preferences, savePreferences } from "./_lib/preferences/preferences";
import { dismissedPrompt, dismissPrompt, takenPrompt, takePrompt } from "./_lib/preferences/prompts";
import { changeSignature, removeSignature, signCard } from "./_lib/signature/signatures";

const toCard = ({ id }: { id: string }) => `/cards/${id}`;
const toCards = () => "/";

export const startCardForm = withRedirect(guestAction(newCard, startCard), toCard);
export const changeCardForm = withRefresh(userAction(changedCard, changeCard));
export const closeCardForm = withRefresh(userAction(oneCard, closeCard, gate("card.close")));
export const deleteCardForm = withRedirect(userAction(oneCard, deleteCard), toCards);

export const deliverCardForm = withRefresh(
  userAction(delivery, deliverCard, undefined, { sendsEmail: true }),
);
export const withdrawDeliveryForm = withRefresh(userAction(oneCard, withdrawDelivery));

export const joinForm = withRedirect(guestAction(cardLink, joinCircle), toCard);
export const leaveForm = withRedirect(userAction(oneCard, leaveCircle), toCards);
export const renewLinkForm = withRefresh(userAction(oneCard, renewLink));
export const closeLinkForm = withRefresh(userAction(oneCard, closeLink));
export const removeFromCircleForm = withRefresh(
  userAction(circleMember, removeFromCircle, gate("circle.manage")),
);

export const signCardForm = withRefresh(userAction(newSignature, signCard));
export const changeSignatureForm = withRefresh(userAction(changedSignature, changeSignature));
export const removeSignatureForm = withRefresh(userAction(oneSignature, removeSignature));

export const savePreferencesForm = withRefresh(guestAction(preferences, savePreferences));
export const saveColorScheme = withRefresh(userAction(colorSchemeOnly, savePreferences));

export const checkOutForm = withRedirect(userAction(cartQuantities, setQuantities), () => "/checkout");
export const removeFromCartForm = withRefresh(userAction(oneCard, removeFromCart));
export const addToCartForm = withRedirect(userAction(oneCard, addToCart), () => "/cart");
export const placeOrderForm = withRedirect(userAction(newOrder, placeOrder), ({ id }) => `/orders/${id}`);
export const cancelOrderForm = withRefresh(userAction(oneOrder, cancelOrder));

export const dismissPromptForm = withRefresh(userAction(dismissedPrompt, dismissPrompt));
export const takePromptForm = withRedirect(userAction(takenPrompt, takePrompt), ({ next }) =>
  withNext("/upgrade", next),
);
