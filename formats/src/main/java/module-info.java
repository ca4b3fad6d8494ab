/**
 * Bytes of files: flowtruth's own recordings, and the flow files of other tools.
 *
 * <p>Everything here turns bytes into core's values or back, as a stream, without a thread or a
 * clock of its own unless it says so.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.formats {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;

  exports dev.flowtruth.formats.capture;
  exports dev.flowtruth.formats.flows;
  exports dev.flowtruth.formats.recording;

  uses dev.flowtruth.formats.flows.FlowFormat;

  provides dev.flowtruth.formats.flows.FlowFormat with
      dev.flowtruth.formats.flows.ArgusFormat,
      dev.flowtruth.formats.flows.ArgusJsonFormat,
      dev.flowtruth.formats.flows.CicFlowMeterFormat,
      dev.flowtruth.formats.flows.CicFlowMeterPythonFormat,
      dev.flowtruth.formats.flows.ColumnsFormat,
      dev.flowtruth.formats.flows.NdpiFormat,
      dev.flowtruth.formats.flows.NfdumpFormat,
      dev.flowtruth.formats.flows.NfdumpJsonFormat,
      dev.flowtruth.formats.flows.NfstreamFormat,
      dev.flowtruth.formats.flows.PmacctFormat,
      dev.flowtruth.formats.flows.PmacctJsonFormat,
      dev.flowtruth.formats.flows.SuricataFormat,
      dev.flowtruth.formats.flows.TsharkFormat,
      dev.flowtruth.formats.flows.ZeekFormat,
      dev.flowtruth.formats.flows.ZeekJsonFormat;
}
