/** Apart from the card's own: it comes with the parts that follow the card. */
export const alsoOpen = {
  root: 'csn-also-open',
  icon: 'csn-also-open-icon',
};
