/**
 * A figure with separators: `1,500,000`, `17,50,000`, `1.355,90`, `1'000'000`, `1.2e+06`. Null for text that is not a
 * figure, `ambiguous` for a figure that countries read differently. With a unit, three digits after a point are
 * decimals: `1.355M`.
 */
export function readFigure(text: string, { hasUnit }: { hasUnit: boolean }): number | null | 'ambiguous' {
  const spaced = text.trim();
  // Spaces, apostrophes and underscores only separate thousands.
  if (/[ '_]/.test(spaced) && !/^\d{1,3}([ '_]\d{3})+([.,]\d+)?$/.test(spaced)) return null;
  const figure = spaced.replace(/[ '_]/g, '');
  if (/^\d+$/.test(figure)) return Number(figure);
  if (/^\d+(\.\d+)?e\+?\d{1,2}$/.test(figure)) return Number(figure);
  const isGrouped = spaced !== figure;
  if (/^\d+[.,]$/.test(figure)) return Number(figure.slice(0, -1));
  // Groups of three digits with commas, as in the USA, or of two digits above the thousands, as in India.
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(figure) || /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(figure)) {
    // `1,500M` is 1,500 million or 1.5 million.
    return hasUnit && /^\d{1,3},\d{3}$/.test(figure) ? 'ambiguous' : Number(figure.replaceAll(',', ''));
  }
  // Thousands with points, as in most of Europe.
  if (/^\d{1,3}(\.\d{3}){2,}(,\d{1,2})?$/.test(figure) || /^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(figure)) {
    return Number(figure.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d+\.\d+$/.test(figure)) {
    const isThousands = /^[1-9]\d{0,2}\.\d{3}$/.test(figure);
    return isThousands && !hasUnit && !isGrouped ? 'ambiguous' : Number(figure);
  }
  if (/^\d+,\d{1,2}$/.test(figure)) return hasUnit || isGrouped ? Number(figure.replace(',', '.')) : 'ambiguous';
  return /^[\d.,]+$/.test(figure) ? 'ambiguous' : null;
}
