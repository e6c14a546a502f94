/** Apart from the card's own: it comes with the parts that follow the card. */
export const aboutSystem = {
  root: 'csn-about-system',
  button: 'csn-about-system-button',
};
