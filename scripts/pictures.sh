#!/bin/sh
# Takes pictures of every page on the sample, whose persons are invented, 1440 and 390 px wide, into docs/pictures.
# `pictures.sh PAGE`. Where Python has Pillow they are kept in 64 colours, a third as large.
set -eu
page=$1
out=docs/pictures
rm -f "$out"/*.png
for width in 1440 390; do
    set --
    for name in overview coverage grids representatives activities work trends draft rollup data settings \
        'place/三都村' 'place/三都村/第1网格' person; do
        go="location.hash = '#/$name'"
        case $name in
            'place/三都村') shot=village ;;
            place/*) shot=grid ;;
            # The first of the roster.
            person)
                shot=person
                go="location.hash = document.querySelector('main a[href*=person]').hash"
                set -- "$@" --run "location.hash = '#/representatives'; await new Promise(r => setTimeout(r, 900))"
                ;;
            *) shot=$name ;;
        esac
        set -- "$@" --run "$go; await new Promise(r => setTimeout(r, 900)); scrollTo(0, 0)" --shot "$shot-$width"
    done
    set -- "$@" --run "document.getElementById('share').click(); await new Promise(r => setTimeout(r, 2500))" \
        --shot "share-$width"
    cargo run --quiet -p browser-tests --bin shots -- "$page" "$out" --hash sample --width $width --whole --state ready "$@"
done
if python3 -c 'import PIL' 2>/dev/null; then
    for picture in "$out"/*.png; do
        python3 -c 'import sys; from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(64, dither=0).save(sys.argv[1], optimize=True)' "$picture"
    done
fi
du -sh "$out"
