#!/bin/sh
# Makes of the signed bundle what a Mac opens without asking: notarised by Apple, with the answer stapled to it, and in
# an image to be dragged from. installer/package.py runs it on macOS, after PyInstaller.
#
#     CODESIGN_IDENTITY   "Developer ID Application: … (TEAM)": PyInstaller has signed with it, and so is the image
#     NOTARY_PROFILE      what `xcrun notarytool store-credentials` has kept the account under
#
# Without an identity the image holds the bundle as it is, which people open by a right click.
set -eu

cd "$(dirname "$0")/../.."
version=${1:?the version}
bundle=dist/Parlor.app
image=dist/Parlor-$version.dmg

# Apple's answer decides, not the exit status: that is 0 for what was refused, too. Why it was stands in their log.
notarise() {
    answer=$(xcrun notarytool submit "$1" --keychain-profile "$NOTARY_PROFILE" --wait --output-format json)
    echo "$answer"
    case $answer in
        *Accepted*) ;;
        *)
            id=$(echo "$answer" | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
            xcrun notarytool log "$id" --keychain-profile "$NOTARY_PROFILE" >&2
            exit 1
            ;;
    esac
}

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --verify --deep --strict "$bundle"
    ditto -c -k --keepParent "$bundle" build/Parlor.zip
    notarise build/Parlor.zip
    xcrun stapler staple "$bundle"
fi

rm -rf build/image
mkdir -p build/image
ditto "$bundle" build/image/Parlor.app
cp build/pyinstaller/parlor/LICENCES.txt build/image/
ln -s /Applications build/image/Applications
hdiutil create -volname Parlor -srcfolder build/image -ov -format UDZO "$image"

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --sign "$CODESIGN_IDENTITY" --timestamp "$image"
    notarise "$image"
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
fi
echo "The image is $image"
