# Tests of the NuGet packages: a plugin is made of the template in an empty folder outside of the repository, tested, published, and loaded by the released program.

hello=$scratch/nuget/Hello
dotnet=${DOTNET:-dotnet}

# The packages come from the release and, for everything else, from NuGet. Templates are installed into a folder of the test.
prepare_nuget() {
  mkdir -p "$scratch/nuget"
  cat >"$scratch/nuget/nuget.config" <<END
<configuration>
  <packageSources>
    <add key="release" value="$RELEASE_OUTPUT" />
  </packageSources>
</configuration>
END
  # A package of the same version that an earlier run left would be used instead.
  rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}"/falcoplugin.{sdk,testing}/"$VERSION"
}

sdk_contains() {
  expect_equal "$(printf '%s\n' analyzers/dotnet/cs/FalcoPlugin.Sdk.Generator.dll build/FalcoPlugin.Sdk.props build/FalcoPlugin.Sdk.targets build/NoDownloads.xml \
    build/NoPublishedSymbols.targets build/StaticOpenSsl.targets extend.md lib/net10.0/FalcoPlugin.Abi.dll lib/net10.0/FalcoPlugin.Abi.xml \
    lib/net10.0/FalcoPlugin.Sdk.dll lib/net10.0/FalcoPlugin.Sdk.xml)" \
    "$(unzip -Z1 "$RELEASE_OUTPUT/FalcoPlugin.Sdk.$VERSION.nupkg" | grep -vE '^(_rels/|package/|\[Content_Types\]|FalcoPlugin.Sdk.nuspec)' | sort)"
}

installs_template() {
  cd "$scratch/nuget"
  dotnet new install "$RELEASE_OUTPUT/FalcoPlugin.Templates.$VERSION.nupkg" --debug:custom-hive "$scratch/nuget/hive"
  dotnet new falco-plugin --name Hello --debug:custom-hive "$scratch/nuget/hive"
  [ -e "$hello/Hello/Hello.csproj" ] && [ -e "$hello/hello.yaml" ]
  ! grep -riE 'myplugin|@VERSION@' "$hello"
}

# A variable of MSBuild of the caller would select its settings.
passes_its_tests() { cd "$hello" && "$dotnet" run --project Hello.Tests | tee "$scratch/nuget/tests.log" && grep -qE 'failed: 0|Failed: 0' "$scratch/nuget/tests.log"; }
publishes() {
  cd "$hello"
  "$dotnet" publish Hello -o out
  expect_equal libhello.so "$(ls out)"
}
alerts() {
  cd "$hello"
  "$RELEASE_WORK/amd64/published/k8saudit" -c "$hello/hello.yaml" -o "plugins[0].library_path=$hello/out/libhello.so" | expect_text 'Long line (text=a line that is long length=19)'
}

check 'The release is a source of packages' prepare_nuget
check 'The package of the SDK contains the contract, the generator and the build files' sdk_contains
check 'dotnet new falco-plugin makes a plugin in an empty folder' installs_template
check 'The new plugin passes its tests, the conformance suite among them' passes_its_tests
check 'The new plugin is published as one library' publishes
check 'The released program loads the new plugin and prints its alerts' alerts
