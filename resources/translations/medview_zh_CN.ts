<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<extra-complete>yes</extra-complete>
<context>
    <name>AboutDialog</name>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>About MedView</source>
        <translation>关于 MedView</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>MedView is free software under the Apache License 2.0. It uses:</source>
        <translation>MedView 是采用 Apache License 2.0 的自由软件。它使用：</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>Not a medical device. For research and education.</source>
        <translation>非医疗器械，仅供研究与教学使用。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>Open, analyse, review, report: AI on medical images, reviewed by a person.</source>
        <translation>打开、分析、审阅、报告：由人审阅的医学影像人工智能。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/about.py"/>
        <source>Qt {version} is used under the LGPL; its libraries can be replaced in the installed program.</source>
        <translation>Qt {version} 依 LGPL 使用；安装后的程序中可替换其库。</translation>
    </message>
</context>
<context>
    <name>Aligning</name>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>Align them from end to end to see the most probable columns all the same.</source>
        <translation>如仍要查看最可能的列，请从头到尾比对。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>Align {first} and {second}</source>
        <translation>比对 {first} 与 {second}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>Alignment of {first} and {second}</source>
        <translation>{first} 与 {second} 的比对</translation>
    </message>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>It is listed.</source>
        <translation>已列在左侧。</translation>
    </message>
    <message>
        <source>Keep the alignment of {first} and {second}</source>
        <translation type="vanished">保存 {first} 与 {second} 的比对</translation>
    </message>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>Nothing of {first} and {second} is alike enough to be put below each other.</source>
        <translation>{first} 与 {second} 没有足够相似的部分可以比对。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/aligning.py"/>
        <source>“{alignment}” is finished.</source>
        <translation>“{alignment}”已完成。</translation>
    </message>
</context>
<context>
    <name>AnalysePanel</name>
    <message>
        <source>1 model does not read this series</source>
        <translation type="vanished">有 1 个模型不能读取此序列</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>1 model does not read what is open</source>
        <translation>1 个模型不能读取当前打开的内容</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>About the model…</source>
        <translation>关于模型…</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models read volumes and pictures; this is neither.</source>
        <translation type="vanished">模型读取体数据和图像；当前内容两者都不是。</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Models read volumes, pictures and sequences; this is none of them.</source>
        <translation>模型读取容积、图片和序列；当前内容都不是。</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>No installed model reads this series.</source>
        <translation type="vanished">没有已安装的模型能读取此序列。</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>No installed model reads what is open.</source>
        <translation>没有已安装的模型可读取已打开的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>No network for CT is installed: what is offered here is classical, with nothing learned. A network trained with nnU-Net can be added with “Models…”, then “Import…”; you answer for its licence.</source>
        <translation>未安装用于 CT 的网络：此处提供的是经典方法，不含任何学习成分。可通过“模型…”再点“导入…”添加用 nnU-Net 训练的网络；其许可证由您负责。</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Open a study to see which models read it.</source>
        <translation>打开检查后可查看能读取它的模型。</translation>
    </message>
    <message>
        <source>Run the model on the open series</source>
        <translation type="vanished">对已打开的序列运行模型</translation>
    </message>
    <message>
        <source>Run the model on the open series after what runs now</source>
        <translation type="vanished">待当前任务完成后，对已打开的序列运行该模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Run the model on what is open</source>
        <translation>对当前打开的内容运行模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Run the model on what is open after what runs now</source>
        <translation>在当前运行结束后，对打开的内容运行模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>See, add, check and remove models</source>
        <translation>查看、添加、检查和移除模型</translation>
    </message>
    <message>
        <source>Show or hide the models that cannot read the series, and why</source>
        <translation type="vanished">显示或隐藏不能读取此序列的模型及原因</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>Show or hide the models that cannot read what is open, and why</source>
        <translation>显示或隐藏不能读取当前内容的模型及其原因</translation>
    </message>
    <message>
        <source>The installed models read volumes: regular stacks of slices.</source>
        <translation type="vanished">已安装的模型读取体数据：规则的层面堆栈。</translation>
    </message>
    <message>
        <source>The model that reads the open series</source>
        <translation type="vanished">读取已打开序列的模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>The model that reads what is open</source>
        <translation>读取当前打开内容的模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>What the model is for, how well it did, where it fails, and whose it is</source>
        <translation>模型的用途、性能、局限与来源</translation>
    </message>
    <message>
        <source>{count} models do not read this series</source>
        <translation type="vanished">有 {count} 个模型不能读取此序列</translation>
    </message>
    <message>
        <location filename="medview/views/review/analyse.py"/>
        <source>{count} models do not read what is open</source>
        <translation>{count} 个模型不能读取当前打开的内容</translation>
    </message>
</context>
<context>
    <name>Analysing</name>
    <message>
        <source>Analyse {series}</source>
        <translation type="vanished">分析 {series}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/analysing.py"/>
        <source>The Analyse panel shows how far it is.</source>
        <translation>“分析”面板会显示其进度。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/analysing.py"/>
        <source>This model runs on this series already, or waits to.</source>
        <translation>该模型已在此序列上运行，或正在等待运行。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/analysing.py"/>
        <source>{model} on {series}</source>
        <translation>{model}：{series}</translation>
    </message>
</context>
<context>
    <name>Assistance</name>
    <message>
        <location filename="medview/views/commands/assistance.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="medview/views/commands/assistance.py"/>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <location filename="medview/views/commands/assistance.py"/>
        <source>Where it acts</source>
        <translation>作用范围</translation>
    </message>
    <message>
        <location filename="medview/views/commands/assistance.py"/>
        <source>no key</source>
        <translation>无按键</translation>
    </message>
</context>
<context>
    <name>Behind</name>
    <message>
        <location filename="medview/views/commands/behind.py"/>
        <source>Save {name}</source>
        <translation>保存 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/commands/behind.py"/>
        <source>The curve was saved as {name}.</source>
        <translation>曲线已保存为 {name}。</translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>1 file not used…</source>
        <translation>1 个文件未使用…</translation>
    </message>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>DICOM tags…</source>
        <translation>DICOM 标签…</translation>
    </message>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>List the files that were not used, with the reasons</source>
        <translation>列出未使用的文件及原因</translation>
    </message>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>Studies</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="medview/views/browser/panel.py"/>
        <source>{count} files not used…</source>
        <translation>{count} 个文件未使用…</translation>
    </message>
</context>
<context>
    <name>BusyStrip</name>
    <message>
        <location filename="medview/views/browser/busy.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/browser/busy.py"/>
        <source>Progress of reading</source>
        <translation>读取进度</translation>
    </message>
    <message>
        <location filename="medview/views/browser/busy.py"/>
        <source>Stop reading; what was read stays</source>
        <translation>停止读取；已读取的内容保留</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Address of a package (https). Allowed hosts: {hosts}.</source>
        <translation>模型包的地址（https）。允许的主机：{hosts}。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Answer for “{model}”?</source>
        <translation>由您对“{model}”负责吗？</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Every package signed with this key ({key}) will be used without asking. Compare the key with what the publisher says elsewhere.</source>
        <translation>凡用此密钥（{key}）签名的模型包都将直接使用，不再询问。请将该密钥与发布者在其他渠道公布的内容核对。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Install a package</source>
        <translation>安装模型包</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Install a package's folder</source>
        <translation>安装模型包文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Install from address</source>
        <translation>从地址安装</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Install “{model}”, version {version}, and answer for it?</source>
        <translation>安装“{model}”（版本 {version}）并对其负责吗？</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Its files are deleted from this computer. Results it has given stay.</source>
        <translation>其文件将从本机删除。它已给出的结果会保留。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Packages (*.zip)</source>
        <translation>模型包 (*.zip)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Packages (*.zip);;All files (*)</source>
        <translation>模型包 (*.zip);;所有文件 (*)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Read its card and complete it before you rely on it.</source>
        <translation>依赖该模型之前，请阅读并补全其模型卡。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Remove “{model}”, version {version}?</source>
        <translation>移除“{model}”（版本 {version}）吗？</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>Trust the publisher “{publisher}”?</source>
        <translation>信任发布者“{publisher}”吗？</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>none yet; add them in the settings</source>
        <translation>尚无；请在设置中添加</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>{model} was imported.</source>
        <translation>已导入 {model}。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>{signature} Confirm it only if you know where it comes from. It counts for exactly these files.</source>
        <translation>{signature}仅在您了解其来源时才确认。确认只对当前这些文件有效。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/catalogue.py"/>
        <source>{signature} Install it only if you know where it comes from.</source>
        <translation>{signature}仅在您了解其来源时才安装。</translation>
    </message>
</context>
<context>
    <name>CatalogueDialog</name>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Close the catalogue; Esc does it, too</source>
        <translation>关闭模型目录；也可按 Esc</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Download a package by https</source>
        <translation>通过 https 下载模型包</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Import a model…</source>
        <translation>导入模型…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Install a package from a folder</source>
        <translation>从文件夹安装模型包</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Install a package from a zip</source>
        <translation>从 zip 安装模型包</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Install file…</source>
        <translation>安装文件…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Install folder…</source>
        <translation>安装文件夹…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Install from address…</source>
        <translation>从地址安装…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Make a package of someone's model: MONAI, nnU-Net, PyTorch, Keras or ONNX</source>
        <translation>将他人的模型制成模型包：MONAI、nnU-Net、PyTorch、Keras 或 ONNX</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>No model has these words.</source>
        <translation>没有匹配的模型。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>No model is installed.</source>
        <translation>未安装模型。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Reading the catalogue…</source>
        <translation>正在读取模型目录…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/dialog.py"/>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
</context>
<context>
    <name>Cataloguing</name>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Import {name}</source>
        <translation>导入 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Install {source}</source>
        <translation>安装 {source}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Pack {model}</source>
        <translation>打包 {model}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Read {name}</source>
        <translation>读取 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Something else is being done with models.</source>
        <translation>正在进行另一项模型操作。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Verify {model}</source>
        <translation>验证 {model}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>Wait until it has ended, or cancel it.</source>
        <translation>请等待其结束，或将其取消。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>{model} gives its golden output on this computer.</source>
        <translation>{model} 在本机得到其基准输出。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>{model} was packed as {path}.</source>
        <translation>{model} 已打包为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>{model} {version} is installed.</source>
        <translation>{model} {version} 已安装。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/cataloguing.py"/>
        <source>{model} {version} was installed already.</source>
        <translation>{model} {version} 此前已安装。</translation>
    </message>
</context>
<context>
    <name>CineBar</name>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source> /s</source>
        <translation> /秒</translation>
    </message>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source>Pictures per second</source>
        <translation>每秒图像数</translation>
    </message>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="medview/views/reading/cine_bar.py"/>
        <source>{what} (C)</source>
        <translation>{what} (C)</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>It was moved, deleted, or lies on a drive that is not connected.</source>
        <translation>它已被移动、删除，或位于未连接的磁盘上。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Its findings are listed when that series is active.</source>
        <translation>激活该序列后将列出其发现。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>More can be allowed in the settings.</source>
        <translation>可在设置中提高上限。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Open as a stack</source>
        <translation>以图像堆栈打开</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Open at half resolution</source>
        <translation>以一半分辨率打开</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Open every study in a folder</source>
        <translation>打开文件夹中的所有检查</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Open images, objects, a DICOMDIR or an archive</source>
        <translation>打开图像、对象、DICOMDIR 或压缩包</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Recent studies</source>
        <translation>最近的检查</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>Run an analysis or open a study that has one.</source>
        <translation>请运行分析，或打开已有分析的检查。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>There is nothing to report on.</source>
        <translation>没有可报告的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>{path} is no longer there.</source>
        <translation>{path} 已不存在。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>“{model}” has finished on “{series}”.</source>
        <translation>“{model}”已完成对“{series}”的分析。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/commands.py"/>
        <source>“{series}” takes {needed:.1f} GB of memory; {budget:.1f} GB are allowed.</source>
        <translation>“{series}”需要 {needed:.1f} GB 内存；允许使用 {budget:.1f} GB。</translation>
    </message>
</context>
<context>
    <name>ContentView</name>
    <message>
        <location filename="medview/views/contents/content_view.py"/>
        <source>A copy was saved as {path}.</source>
        <translation>副本已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/content_view.py"/>
        <source>DICOM tags…</source>
        <translation>DICOM 标签…</translation>
    </message>
    <message>
        <location filename="medview/views/contents/content_view.py"/>
        <source>Saved as {path}.</source>
        <translation>已保存为 {path}。</translation>
    </message>
</context>
<context>
    <name>CurveDialog</name>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>&amp;Copy values</source>
        <translation>复制数值(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>&amp;Save as table…</source>
        <translation>另存为表格(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>Close the curve</source>
        <translation>关闭曲线</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>Put the curve on the clipboard, one place a line, for a spreadsheet</source>
        <translation>将曲线复制到剪贴板（每个位置一行），可粘贴到电子表格</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>Save the curve</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>The curve; drag the line to another place</source>
        <translation>曲线；可将竖线拖到其他位置</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>The values at the line's place</source>
        <translation>竖线位置处的数值</translation>
    </message>
    <message>
        <location filename="medview/views/review/curve_dialog.py"/>
        <source>Write the curve to a CSV file</source>
        <translation>将曲线写入 CSV 文件</translation>
    </message>
</context>
<context>
    <name>CurvedView</name>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>Curved</source>
        <translation>曲面</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>Smooth curve: {length} mm</source>
        <translation>平滑曲线：{length} mm</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>Straightened along a line</source>
        <translation>沿折线拉直</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>Straightened along “{line}”</source>
        <translation>沿“{line}”拉直</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>The line this picture followed is gone. Draw a polyline and ask for it again.</source>
        <translation>此图像所沿的折线已不存在。请绘制折线后重新打开曲面视图。</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>True lengths: along the line, across it</source>
        <translation>真实长度：沿曲线及垂直于曲线方向</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curved_view.py"/>
        <source>Turned by {angle}° about it</source>
        <translation>绕曲线旋转 {angle}°</translation>
    </message>
</context>
<context>
    <name>DecisionForm</name>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Accept all</source>
        <translation>全部接受</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Accept all {count} remaining findings, which were not reviewed one by one?</source>
        <translation>是否接受其余 {count} 个未逐一审阅的发现？</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Accept the last finding too?</source>
        <translation>是否也接受最后一个发现？</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Enter does it, Esc leaves it undone</source>
        <translation>按 Enter 执行，按 Esc 放弃</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Note on “{finding}”, beside the decision and in the report:</source>
        <translation>对“{finding}”的备注，显示在决定旁和报告中：</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Reason (optional)</source>
        <translation>理由（可选）</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Reject “{finding}”. Why?</source>
        <translation>拒绝“{finding}”。理由？</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Remark (optional)</source>
        <translation>备注（可选）</translation>
    </message>
    <message>
        <location filename="medview/views/review/decision_form.py"/>
        <source>Your name, as it will stand beside each decision and in the report:</source>
        <translation>您的姓名（将显示在每个决定旁和报告中）：</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>A sphere needs a volume; this is a stack of pictures.</source>
        <translation>球体需要体数据；此处为图像堆栈。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>Draw an ellipse instead.</source>
        <translation>请改为绘制椭圆。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>How long is the drawn line in the patient, in millimetres?</source>
        <translation>所绘线段在患者体内的实际长度是多少毫米？</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>Measure with the length tool.</source>
        <translation>请使用长度工具测量。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>Name of this drawing:</source>
        <translation>此绘图的名称：</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>The size of a pixel is known here: there is nothing to calibrate.</source>
        <translation>此处像素大小已知，无需校准。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>Words beside it:</source>
        <translation>旁注文字：</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>{shape} changed</source>
        <translation>更改{shape}</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>{shape} deleted</source>
        <translation>删除{shape}</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>{shape} hidden</source>
        <translation>隐藏{shape}</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>{shape} named</source>
        <translation>命名{shape}</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/desk.py"/>
        <source>{shape} shown</source>
        <translation>显示{shape}</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Answer for this model, which no publisher you trust has signed</source>
        <translation>为该模型负责；您信任的发布者均未对其签名</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Compare its files with their hashes, and what it computes here with its golden output</source>
        <translation>核对其文件的哈希值，并将本机的计算结果与其基准输出比较</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Confirm…</source>
        <translation>确认…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Delete it from this computer; results it has given stay</source>
        <translation>从本机删除；它已给出的结果会保留</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Do not offer it for any series</source>
        <translation>不再向任何序列提供该模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/details.py"/>
        <source>Figures of the selected drawing</source>
        <translation>所选绘图的测量值</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/details.py"/>
        <source>Histogram of the values inside</source>
        <translation>区域内数值的直方图</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/details.py"/>
        <source>Lengths hold {where}.</source>
        <translation>长度标度：{where}。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Offer it for series it reads again</source>
        <translation>重新向其可读取的序列提供该模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Pack it as one zip</source>
        <translation>打包为一个 zip</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Run this version when its model is chosen</source>
        <translation>选择该模型时运行此版本</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>State of the model</source>
        <translation>模型状态</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Trust everything that is signed with this publisher's key</source>
        <translation>信任用此发布者密钥签名的全部内容</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Trust the publisher…</source>
        <translation>信任该发布者…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Use the newest version</source>
        <translation>使用最新版本</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Use this version</source>
        <translation>使用此版本</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Use whichever version of this model is the newest</source>
        <translation>始终使用该模型的最新版本</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/details.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/details.py"/>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>As wide as there is room</source>
        <translation>适合可用宽度</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Save the document as a file</source>
        <translation>将文档保存为文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Text of the document</source>
        <translation>文档文字</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>{media} documents are not drawn here.
Save a copy to open it in another program.</source>
        <translation>此处不能显示 {media} 文档。
请保存副本后用其他程序打开。</translation>
    </message>
</context>
<context>
    <name>EmptyPane</name>
    <message>
        <location filename="medview/views/tiles/empty_pane.py"/>
        <source>Drag a series here.
Enter shows the one chosen in the list of studies.</source>
        <translation>将序列拖到此处。
按 Enter 显示检查列表中所选的序列。</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/empty_pane.py"/>
        <source>Loading {series}…</source>
        <translation>正在加载 {series}…</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/empty_pane.py"/>
        <source>This series is not among the open studies.
Open the folder that holds it.</source>
        <translation>该序列不在已打开的检查中。
请打开其所在的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/empty_pane.py"/>
        <source>“{series}” is not open: {reason}
Enter tries again.</source>
        <translation>“{series}”未打开：{reason}
按 Enter 重试。</translation>
    </message>
</context>
<context>
    <name>Explaining</name>
    <message>
        <location filename="medview/views/flows/explaining.py"/>
        <source>Choose a class, a box or a region in the list of findings.</source>
        <translation>请在发现列表中选择一个类别、框或区域。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/explaining.py"/>
        <source>No finding that a network made is chosen.</source>
        <translation>未选择由网络得出的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/explaining.py"/>
        <source>Why “{finding}”?</source>
        <translation>为何判为“{finding}”？</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>A new version of a model stands beside the former ones</source>
        <translation>模型的新版本与旧版本并存</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Any</source>
        <translation>任意</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>As fits the data</source>
        <translation>按数据自动确定</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Begin with</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>DICOM modality of the data; the model reads only such series</source>
        <translation>数据的 DICOM 模态；模型仅读取此类序列</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Go on with the weights of a model: 10 to 50 corrected cases are enough then</source>
        <translation>在已有模型的权重上继续训练：此时 10 至 50 个已修正的病例即可</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>How often every case is seen; 0: as fits the data</source>
        <translation>每个病例被使用的次数；0：按数据自动确定</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Identifier</source>
        <translation>标识符</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Labelled by</source>
        <translation>标注依据</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Modality</source>
        <translation>设备类型</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Networks</source>
        <translation>网络数</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Networks trained on different parts of the cases, then averaged: slower, better</source>
        <translation>用不同部分的病例训练多个网络后取平均：更慢，但效果更好</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Nothing (random weights)</source>
        <translation>无（随机权重）</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Recipe</source>
        <translation>训练方案</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Settings made for these data, or those of a shipped model</source>
        <translation>针对这些数据制定的设置，或随附模型的设置</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Settings that fit the data</source>
        <translation>适合数据的设置</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Small letters, digits and dashes; also the name of its folder</source>
        <translation>小写字母、数字和连字符；也用作其文件夹名称</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Times every case is seen</source>
        <translation>每个病例的使用次数</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>What is trained</source>
        <translation>训练内容</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>What labels annotated entries: keys of features for each letter (CDS; HELIX, STRAND), a qualifier for each such feature (CDS/function), or what is said of an entry (SUBCELLULAR LOCATION)</source>
        <translation>注释条目的标注依据：特征键标注每个字母（CDS；HELIX, STRAND），限定词标注每个此类特征（CDS/function），或条目整体的说明（SUBCELLULAR LOCATION）</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>What readers call the model</source>
        <translation>阅片者所用的模型名称</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>What the labels of this folder are to be used for</source>
        <translation>此文件夹的标签用于何种训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/fields.py"/>
        <source>What the values 1, 2, 3 … of the masks are, with commas between</source>
        <translation>掩膜的值 1、2、3 … 各代表什么，以逗号分隔</translation>
    </message>
</context>
<context>
    <name>FilmDialog</name>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>&amp;Film</source>
        <translation>影片(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>As on the screen</source>
        <translation>与屏幕一致</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Begin again at the &amp;end (GIF)</source>
        <translation>结束后循环播放（GIF）(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>E&amp;very n-th</source>
        <translation>间隔(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Every how many pictures</source>
        <translation>每隔几幅取一幅</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>F&amp;ile</source>
        <translation>文件(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>First picture</source>
        <translation>首幅图像</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>First, last</source>
        <translation>首幅、末幅</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>GIF</source>
        <translation>GIF</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>GIF plays everywhere; it is larger and has fewer colours.</source>
        <translation>GIF 处处可播放，但文件较大、颜色较少。</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Half as large</source>
        <translation>一半大小</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Last picture</source>
        <translation>末幅图像</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>MP4 (AV1)</source>
        <translation>MP4 (AV1)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>MP4 is small and exact; browsers, VLC and current players show it.</source>
        <translation>MP4 文件小而精确；浏览器、VLC 和较新的播放器均可播放。</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Picture of the preview</source>
        <translation>预览的图像</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Picture {done} of {count}</source>
        <translation>第 {done} 幅，共 {count} 幅</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Pictures per se&amp;cond</source>
        <translation>每秒图像数(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Pictures per second</source>
        <translation>每秒图像数</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>S&amp;ave…</source>
        <translation>保存(&amp;A)…</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Save film</source>
        <translation>保存影片</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Si&amp;ze</source>
        <translation>大小(&amp;Z)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>There and &amp;back</source>
        <translation>往返播放(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>Twice as large</source>
        <translation>两倍大小</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>What moves</source>
        <translation>播放内容</translation>
    </message>
    <message>
        <location filename="medview/views/output/film_dialog.py"/>
        <source>{count} pictures in {seconds:.1f} s</source>
        <translation>{count} 幅图像，{seconds:.1f} 秒</translation>
    </message>
</context>
<context>
    <name>Filming</name>
    <message>
        <location filename="medview/views/flows/filming.py"/>
        <source>Film {name}</source>
        <translation>影片 {name}</translation>
    </message>
</context>
<context>
    <name>FindingView</name>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Accept every finding nobody decided on yet; it asks first.</source>
        <translation>接受所有尚未决定的发现；会先询问。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Accept rest…</source>
        <translation>接受其余…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Add box…</source>
        <translation>添加框…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Add finding…</source>
        <translation>添加发现…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Analysis shown</source>
        <translation>所示分析</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Change class…</source>
        <translation>更改类别…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Draw a box around what the model missed: drag from corner to corner, then say what it is.</source>
        <translation>为模型漏检之处画框：从一角拖到对角，然后指明其内容。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>List who decided what and when, withdrawn decisions included.</source>
        <translation>列出何人何时作出何种决定，包括已撤回的决定。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>No box reaches the threshold. Lower it below to list more.</source>
        <translation>没有框达到阈值。可在下方降低阈值以列出更多。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>No finding reaches the threshold. Lower it below to list more.</source>
        <translation>没有发现达到阈值。在下方降低阈值可列出更多。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Nothing yet. An analysis lists its findings here: click one to see its place, then decide.</source>
        <translation>暂无内容。分析的发现将列于此处：单击可查看其位置，然后作出决定。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Preview the report and save it with the segmentation and the findings.</source>
        <translation>预览报告，并连同分割和发现一起保存。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Say what the selected letters are: drag over the letters first, or move with Shift and arrows.</source>
        <translation>指明所选字母的内容：请先在字母上拖动，或按住 Shift 用方向键选择。</translation>
    </message>
    <message>
        <source>Take away the box you added; the trail keeps it.</source>
        <translation type="vanished">移除您添加的框；决定记录中仍会保留。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Take away what you added; the trail keeps it.</source>
        <translation>移除您添加的内容；决定记录中仍会保留。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Take back what was done last; the trail keeps both.</source>
        <translation>撤销上一次操作；记录中两者都会保留。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>The analysis that is drawn and listed</source>
        <translation>当前绘制并列出的分析</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>The box is right, but it shows something else.</source>
        <translation>框的位置正确，但所示为其他内容。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>The finding is right; it goes into the report.</source>
        <translation>该发现正确；将写入报告。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>The finding is wrong; it never appears as a finding.</source>
        <translation>该发现错误；不会作为发现出现。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>The place is right, but it is something else.</source>
        <translation>位置正确，但内容是别的东西。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>This analysis found nothing to list.</source>
        <translation>此分析没有可列出的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Trail…</source>
        <translation>记录…</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>Write a few words beside your decision; the report has them.</source>
        <translation>在您的决定旁写几句话；报告中会有。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>{count} added</source>
        <translation>已添加 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>{count} more lines: rest the pointer here.</source>
        <translation>另有 {count} 行：将指针停在此处查看。</translation>
    </message>
    <message>
        <location filename="medview/views/review/findings_panel.py"/>
        <source>{done} of {count} reviewed</source>
        <translation>已审阅 {done} / {count}</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>As the file says</source>
        <translation>按文件所述</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>How images are prepared and outputs read, as JSON</source>
        <translation>图像的预处理方式与输出的解读方式（JSON）</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Not supported:</source>
        <translation>不支持：</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>The network these weights belong to</source>
        <translation>这些权重所属的网络</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>The network's arguments as JSON</source>
        <translation>网络的参数（JSON）</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>To be completed by a person:</source>
        <translation>需人工填写：</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>{field} (please complete)</source>
        <translation>{field}（请填写）</translation>
    </message>
</context>
<context>
    <name>FusionBar</name>
    <message>
        <location filename="medview/views/fusion/bar.py"/>
        <source>Colours of the fused series</source>
        <translation>融合序列的颜色</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/bar.py"/>
        <source>Opacity of the fused series</source>
        <translation>融合序列的不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/bar.py"/>
        <source>Register or move by hand…</source>
        <translation>配准或手动移动…</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/bar.py"/>
        <source>Series drawn over this one</source>
        <translation>叠加在本序列上的序列</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/bar.py"/>
        <source>Take the fused series away</source>
        <translation>移除融合序列</translation>
    </message>
</context>
<context>
    <name>Hanging</name>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Check the patient's data before you compare them.</source>
        <translation>对比前请核对患者信息。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Close the second window</source>
        <translation>关闭第二窗口</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Close the viewport</source>
        <translation>关闭视口</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Compare with a prior</source>
        <translation>与既往检查对比</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Correct it with an offset, or register the two series.</source>
        <translation>请用偏移量校正，或对两个序列进行配准。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Hang “{protocol}”</source>
        <translation>按“{protocol}”挂片</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Layout {name}</source>
        <translation>布局 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Make one with “Save as protocol…”, or edit the list of protocols.</source>
        <translation>请用“另存为协议…”创建，或编辑协议列表。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>No earlier study of this patient is open.</source>
        <translation>未打开该患者的既往检查。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>No hanging protocol fits this study.</source>
        <translation>没有适用于此检查的挂片协议。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Open the folder of an earlier study of this patient, too.</source>
        <translation>请同时打开该患者既往检查的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Second window</source>
        <translation>第二窗口</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>The prior is aligned by the volumes' centres only.</source>
        <translation>既往检查仅按体数据中心对齐。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>The shipped protocols are used.</source>
        <translation>将使用内置协议。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>The study of {date} has no series to compare with this one.</source>
        <translation>{date} 的检查没有可与此序列对比的序列。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Three planes and 3D</source>
        <translation>三平面与三维</translation>
    </message>
    <message>
        <location filename="medview/views/flows/hanging.py"/>
        <source>Your protocols are kept as {name}; the shipped ones are used.</source>
        <translation>您的协议已保留为 {name}；将使用内置协议。</translation>
    </message>
</context>
<context>
    <name>HangingCommands</name>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Han&amp;ging protocols</source>
        <translation>挂片协议(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>It can start plainly, with nothing open; what was open is in the recent studies.</source>
        <translation>可以普通启动，不打开任何内容；之前打开的内容列于“最近的检查”中。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>It hangs studies of the same modality and body part.</source>
        <translation>它用于设备类型和部位相同的检查的挂片。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>MedView ended twice while it put back what was open.</source>
        <translation>MedView 在恢复之前打开的内容时两次异常结束。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Name of the hanging protocol</source>
        <translation>挂片协议的名称</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>New protocol</source>
        <translation>新协议</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>No earlier study of this patient is open</source>
        <translation>未打开该患者的既往检查</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>None fits what is open</source>
        <translation>没有适用于已打开内容的协议</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Pr&amp;iors</source>
        <translation>既往检查(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Save as protocol</source>
        <translation>另存为协议</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Start plainly</source>
        <translation>普通启动</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="medview/views/commands/hanging.py"/>
        <source>“{name}” is the first of your hanging protocols now.</source>
        <translation>“{name}”现为您的首个挂片协议。</translation>
    </message>
</context>
<context>
    <name>HangingDialog</name>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>&amp;Duplicate</source>
        <translation>复制(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Add a copy of the chosen protocol</source>
        <translation>添加所选协议的副本</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Add a protocol that hangs studies like the open one as it hangs now</source>
        <translation>添加一个协议，将类似检查按当前布局挂片</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Add an empty protocol below the chosen one</source>
        <translation>在所选协议下方添加空协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Add the protocols of a file</source>
        <translation>添加文件中的协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Another protocol is named “{name}” already.</source>
        <translation>已有名为“{name}”的协议。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Bring the shipped protocols back as they came; your own stay</source>
        <translation>恢复随附协议的原样；您自己的协议保留</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Export hanging protocols</source>
        <translation>导出挂片协议</translation>
    </message>
    <message>
        <source>From the present &amp;layout</source>
        <translation type="vanished">由当前布局创建(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Hanging protocols</source>
        <translation>挂片协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Hanging protocols (*.json)</source>
        <translation>挂片协议 (*.json)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Import hanging protocols</source>
        <translation>导入挂片协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Move d&amp;own</source>
        <translation>下移(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>New protocol</source>
        <translation>新协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Nothing hangs now. Open a study first.</source>
        <translation>当前没有挂片内容。请先打开检查。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Of equal protocols the upper one is hung</source>
        <translation>同等匹配时采用靠上的协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Of the protocols that are on and find their series, the one that asks most of a study is hung; of equals the upper one. In patterns, * stands for any letters and | divides alternatives.</source>
        <translation>在已启用且能找到所需序列的协议中，使用对检查要求最多者挂片；相同时使用靠上者。在匹配模式中，* 代表任意多个字符，| 分隔多个选项。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Present &amp;layout</source>
        <translation>当前布局(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Protocols</source>
        <translation>协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Re&amp;set</source>
        <translation>重置(&amp;S)</translation>
    </message>
    <message>
        <source>Re&amp;set to shipped</source>
        <translation type="vanished">恢复为内置协议(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Remove the chosen protocol</source>
        <translation>移除所选协议</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Viewports of the chosen protocol</source>
        <translation>所选协议的视口</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Viewports of “{name}”, row by row</source>
        <translation>“{name}”的视口（逐行）</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Write all protocols to a file</source>
        <translation>将所有协议写入文件</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Close the help; Esc does it, too</source>
        <translation>关闭帮助；也可按 Esc</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Go back to the page before</source>
        <translation>返回上一页</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Go to the first page</source>
        <translation>转到首页</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Help: {page}</source>
        <translation>帮助：{page}</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>No page says that.</source>
        <translation>没有匹配的页面。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/help_window.py"/>
        <source>Start</source>
        <translation>首页</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <location filename="medview/views/reading/histogram.py"/>
        <source>Histogram with the display window</source>
        <translation>带显示窗的直方图</translation>
    </message>
    <message>
        <location filename="medview/views/reading/histogram.py"/>
        <source>How often each value is there, once images are open; drag to set the window.</source>
        <translation>打开图像后显示各数值的出现频数；拖动可设置窗宽窗位。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/histogram.py"/>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/views/reading/histogram.py"/>
        <source>Values: no greys to count</source>
        <translation>数值：没有可统计的灰度</translation>
    </message>
</context>
<context>
    <name>ImageView</name>
    <message>
        <location filename="medview/views/pictures/image_view.py"/>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_view.py"/>
        <source>Picture {0} cannot be read</source>
        <translation>第 {0} 幅图像无法读取</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_view.py"/>
        <source>Reading picture {0}…</source>
        <translation>正在读取第 {0} 幅图像…</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Choose a MONAI bundle, an nnU-Net v2 folder or export, PyTorch or safetensors weights, Keras HDF5 weights, or an ONNX file. It is read as data: nothing of it is run.</source>
        <translation>请选择 MONAI bundle、nnU-Net v2 文件夹或导出文件、PyTorch 或 safetensors 权重、Keras HDF5 权重，或 ONNX 文件。仅作为数据读取：不运行其中任何内容。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Close without importing</source>
        <translation>关闭，不导入</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>File of a model</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>File or folder of the model</source>
        <translation>模型的文件或文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Folder of a model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Read the model with what the form says of its network; nothing is written</source>
        <translation>按表单中填写的网络读取模型；不写入任何内容</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/import_dialog.py"/>
        <source>Write the package and a golden output to check it by</source>
        <translation>写入模型包及用于验证的基准输出</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <location filename="medview/views/catalogue/strip.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/strip.py"/>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/strip.py"/>
        <source>Stop what is being done; nothing of it is kept</source>
        <translation>停止当前操作；不保留任何内容</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Clear ended</source>
        <translation>清除已结束</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>List of jobs</source>
        <translation>任务列表</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>No jobs. What is read, analysed or saved in the background is listed here.</source>
        <translation>没有任务。后台读取、分析或保存的任务将列于此处。</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Take the jobs that ended off the list</source>
        <translation>从列表中移除已结束的任务</translation>
    </message>
</context>
<context>
    <name>KeyAsk</name>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Change a key</source>
        <translation>更改按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>No key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Press the key for “{action}”. Esc leaves it as it is.</source>
        <translation>请按下用于“{action}”的按键。按 Esc 保持不变。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Standard</source>
        <translation>默认</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Swap</source>
        <translation>交换</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Take it</source>
        <translation>占用</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>The key this action comes with</source>
        <translation>此操作的默认按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>The other action gets the key this one had</source>
        <translation>另一操作改用此操作原来的按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>The other action has no key then</source>
        <translation>另一操作将不再有按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>This key belongs to {actions}. Swap the keys, or take it away.</source>
        <translation>此按键已用于 {actions}。可交换两者的按键，或占用此按键。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>This key is free.</source>
        <translation>此按键未被使用。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
</context>
<context>
    <name>KeyImagesDialog</name>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>&amp;Remove the mark</source>
        <translation>取消标记(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>F2 writes a note.</source>
        <translation>按 F2 写备注。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>Key images</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>No picture is marked. The key image action marks the one that is shown.</source>
        <translation>没有已标记的图像。“关键图像”操作可标记当前图像。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images_dialog.py"/>
        <source>Series</source>
        <translation>序列</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Actions and their keys; Enter changes one</source>
        <translation>操作及其按键；按 Enter 更改</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Change that one first, or choose “Reset all”.</source>
        <translation>请先更改该操作的按键，或选择“全部重置”。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Export keys</source>
        <translation>导出快捷键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Give every action its standard key</source>
        <translation>将所有操作恢复为默认按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Give the chosen action its standard key</source>
        <translation>将所选操作恢复为默认按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Import keys</source>
        <translation>导入快捷键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Keep the changed keys in a file</source>
        <translation>将更改过的快捷键存入文件</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Keys (*.json)</source>
        <translation>快捷键 (*.json)</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Keys of MedView</source>
        <translation>MedView 快捷键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>List of keys</source>
        <translation>快捷键列表</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Press another key for the chosen action</source>
        <translation>为所选操作指定其他按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Print list…</source>
        <translation>打印列表…</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Save the list of keys as a PDF</source>
        <translation>将快捷键列表存为 PDF</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Search actions and keys</source>
        <translation>搜索操作和按键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Search: a part of a name, a menu or a key such as Ctrl+O</source>
        <translation>搜索：名称或菜单的一部分，或按键（如 Ctrl+O）</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Take the keys of a file</source>
        <translation>使用文件中的快捷键</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>The file also has keys of actions this version does not know: {names}.</source>
        <translation>文件中还含有此版本不支持的操作的快捷键：{names}。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>The keys stay as they were; mend the file.</source>
        <translation>快捷键保持不变；请修正该文件。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Where it acts</source>
        <translation>作用范围</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>{path} could not be used: {reason}.</source>
        <translation>无法使用 {path}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>“{key}” is the key of “{action}” now.</source>
        <translation>“{key}”现为“{action}”的按键。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>“{one}” and “{other}” share a key.</source>
        <translation>“{one}”与“{other}”使用同一按键。</translation>
    </message>
</context>
<context>
    <name>LabelTable</name>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Colour of {label}</source>
        <translation>{label} 的颜色</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Double-click a name to change it, a colour to choose another</source>
        <translation>双击名称可修改，双击颜色可另选</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/label_table.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>LayoutPicker</name>
    <message>
        <location filename="medview/views/hanging/layout_picker.py"/>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/layout_picker.py"/>
        <source>{large} large and {small} small</source>
        <translation>{large} 大 {small} 小</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/layout_picker.py"/>
        <source>{rows} × {columns}</source>
        <translation>{rows} × {columns}</translation>
    </message>
</context>
<context>
    <name>LengthDialog</name>
    <message>
        <location filename="medview/views/drawing/words_dialog.py"/>
        <source> mm</source>
        <translation> mm</translation>
    </message>
</context>
<context>
    <name>Loading</name>
    <message>
        <location filename="medview/views/flows/loading.py"/>
        <source>Load {series}</source>
        <translation>加载 {series}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/loading.py"/>
        <source>Reading was cancelled.</source>
        <translation>读取已取消。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/loading.py"/>
        <source>Reading was cancelled: pictures that were not read stay empty</source>
        <translation>读取已取消：未读取的图像保持空白</translation>
    </message>
    <message>
        <location filename="medview/views/flows/loading.py"/>
        <source>it takes more memory than is left beside what else is open.</source>
        <translation>所需内存超过其他已打开内容之外的剩余内存。</translation>
    </message>
</context>
<context>
    <name>MeasurementsPanel</name>
    <message>
        <location filename="medview/views/drawing/panel.py"/>
        <source>Drawings and what they measure</source>
        <translation>绘图及其测量值</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/panel.py"/>
        <source>Measurements</source>
        <translation>测量</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/panel.py"/>
        <source>Nothing drawn. Choose a tool in the Measure menu and draw in a viewport.</source>
        <translation>暂无绘图。请在“测量”菜单中选择工具并在视口中绘制。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/panel.py"/>
        <source>Nothing to measure in what is open.</source>
        <translation>当前打开的内容没有可测量的对象。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/panel.py"/>
        <source>The table of measurements is on the clipboard.</source>
        <translation>测量表格已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Export the measurements</source>
        <translation>导出测量</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Import measurements</source>
        <translation>导入测量</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Measurements (*.json)</source>
        <translation>测量 (*.json)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Save the table of measurements</source>
        <translation>保存测量表格</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Saved as {path}.</source>
        <translation>已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/measuring.py"/>
        <source>{count} of {total} drawings of the file belong to the open images and are drawn.</source>
        <translation>文件的 {total} 个绘图中有 {count} 个属于已打开的图像，已绘制。</translation>
    </message>
</context>
<context>
    <name>MeshDialog</name>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>A file for each label</source>
        <translation>每个标签一个文件</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Coordinates are LPS millimetres, as in DICOM; the files say so.</source>
        <translation>坐标为 LPS（毫米），与 DICOM 一致；文件中有相应说明。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Export although nobody has reviewed it; the files say UNREVIEWED</source>
        <translation>未经审阅仍导出；文件中将注明 UNREVIEWED</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Export surfaces</source>
        <translation>导出表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Exporting surfaces</source>
        <translation>正在导出表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Fe&amp;wer triangles</source>
        <translation>减少三角面(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Labels to export</source>
        <translation>要导出的标签</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>None: the steps of the voxels</source>
        <translation>无：保留体素阶梯</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>S&amp;moothing</source>
        <translation>平滑(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>There are no surfaces. Run an analysis, or show a segmentation on the images.</source>
        <translation>没有表面。请运行分析，或在图像上显示分割。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>{count} files were saved beside {path}.</source>
        <translation>{count} 个文件已保存到 {path} 所在的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>{count} surfaces were saved as {path}.</source>
        <translation>{count} 个表面已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/mesh_dialog.py"/>
        <source>{format} surfaces (*.{suffix})</source>
        <translation>{format} 表面 (*.{suffix})</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <location filename="medview/views/messages.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/messages.py"/>
        <source>Take this message away</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>About the model</source>
        <translation>关于模型</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>About the model {name}</source>
        <translation>关于模型 {name}</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>Installed models</source>
        <translation>已安装的模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/model_list.py"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>ModelView</name>
    <message>
        <location filename="medview/views/solid/model_view.py"/>
        <source>3D model</source>
        <translation>三维模型</translation>
    </message>
    <message>
        <location filename="medview/views/solid/model_view.py"/>
        <source>The model is being read.</source>
        <translation>正在读取模型。</translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Map</source>
        <translation>参数图</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Objects that can be drawn on the images</source>
        <translation>可绘制在图像上的对象</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Opacity of dose and parametric maps.</source>
        <translation>剂量图和参数图的不透明度。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>Opacity of segments; outlines always show.</source>
        <translation>分割的不透明度；轮廓始终显示。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/objects_panel.py"/>
        <source>{name}  ·  reading…</source>
        <translation>{name}  ·  正在读取…</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>Read {names}</source>
        <translation>读取 {names}</translation>
    </message>
</context>
<context>
    <name>Output</name>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>Choose one that shows slices, several pictures, a 4D series or 3D.</source>
        <translation>请选择显示层面、多幅图像、四维序列或三维的视口。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>GIF film (*.gif)</source>
        <translation>GIF 影片 (*.gif)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>MP4 film (*.mp4)</source>
        <translation>MP4 影片 (*.mp4)</translation>
    </message>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>No film can be made of the active viewport.</source>
        <translation>活动视口无法生成影片。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>Save film</source>
        <translation>保存影片</translation>
    </message>
    <message>
        <location filename="medview/views/commands/output.py"/>
        <source>The film was saved as {path}.</source>
        <translation>影片已保存为 {path}。</translation>
    </message>
</context>
<context>
    <name>OverlayBar</name>
    <message>
        <source>Colour each voxel by how unsure the model is.</source>
        <translation type="vanished">按模型的不确定程度为每个体素着色。</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Colour the image by what a map tells: how unsure the model is, or what it looked at.</source>
        <translation>按分布图为图像着色：模型的不确定程度，或其所关注的部位。</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Fill opacity</source>
        <translation>填充不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Map</source>
        <translation>参数图</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Opacity of the fill; the outline is always drawn.</source>
        <translation>填充的不透明度；轮廓始终绘制。</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation type="vanished">不确定性</translation>
    </message>
    <message>
        <source>Which map is drawn: how unsure the model is, or how far its networks differ.</source>
        <translation type="vanished">绘制哪种图：模型的不确定程度，或其各网络之间的差异程度。</translation>
    </message>
    <message>
        <location filename="medview/views/review/overlay_bar.py"/>
        <source>Which map is drawn; its name is that of the method that made it.</source>
        <translation>绘制哪种分布图；其名称即生成它的方法。</translation>
    </message>
</context>
<context>
    <name>Overlaying</name>
    <message>
        <location filename="medview/views/flows/overlaying.py"/>
        <source>Open the folder that holds them too.</source>
        <translation>请同时打开包含这些图像的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/overlaying.py"/>
        <source>Show {object}</source>
        <translation>显示 {object}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/overlaying.py"/>
        <source>The images this line points to are not among the open studies.</source>
        <translation>此行所指的图像不在已打开的检查中。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/overlaying.py"/>
        <source>“{object}” cannot be shown here: {why}</source>
        <translation>“{object}”无法在此显示：{why}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <location filename="medview/views/contents/pages.py"/>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <location filename="medview/views/assistance/palette.py"/>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette.py"/>
        <source>Nothing fits. Try fewer letters, or the first letters of each word.</source>
        <translation>没有匹配项。请减少字符，或输入各词的首字母。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette.py"/>
        <source>Search actions, series, layouts, windows, models and help</source>
        <translation>搜索操作、序列、布局、窗、模型与帮助</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette.py"/>
        <source>What do you want to do or open?</source>
        <translation>您想执行或打开什么？</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette.py"/>
        <source>What fits</source>
        <translation>匹配项</translation>
    </message>
</context>
<context>
    <name>PasteCommands</name>
    <message>
        <location filename="medview/views/commands/pasting.py"/>
        <source>Paste sequences</source>
        <translation>粘贴序列</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>All viewports</source>
        <translation>所有视口</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>As on the screen</source>
        <translation>与屏幕一致</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>S&amp;ave…</source>
        <translation>保存(&amp;A)…</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>Si&amp;ze</source>
        <translation>大小(&amp;Z)</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>The active viewport</source>
        <translation>活动视口</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>The original's pixels, as windowed</source>
        <translation>原始像素（按当前窗）</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>The original's values, 16 bits</source>
        <translation>原始数值（16 位）</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>What is on the picture</source>
        <translation>图片内容</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>{scale} × as on the screen</source>
        <translation>屏幕大小的 {scale} 倍</translation>
    </message>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>{width} × {height} pixels, label included</source>
        <translation>{width} × {height} 像素（含标识条）</translation>
    </message>
</context>
<context>
    <name>PicturePane</name>
    <message>
        <location filename="medview/views/tiles/picture_pane.py"/>
        <source>Overlay planes</source>
        <translation>覆盖层平面</translation>
    </message>
</context>
<context>
    <name>Picturing</name>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>Free some disk space, or choose a smaller size.</source>
        <translation>请释放磁盘空间，或选择较小的尺寸。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>JPEG picture (*.jpg)</source>
        <translation>JPEG 图片 (*.jpg)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>Open a study first.</source>
        <translation>请先打开检查。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>TIFF picture (*.tif)</source>
        <translation>TIFF 图片 (*.tif)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>The picture is on the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>The picture was saved as {path}.</source>
        <translation>图片已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>The working folder cannot hold the pictures: {reason}.</source>
        <translation>工作文件夹无法容纳这些图片：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/picturing.py"/>
        <source>There is nothing to take a picture of.</source>
        <translation>没有可保存为图片的内容。</translation>
    </message>
</context>
<context>
    <name>PlanLine</name>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Details of the run</source>
        <translation>运行的详细信息</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Show or hide how the model is going to be run</source>
        <translation>显示或隐藏模型的运行方式</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <location filename="medview/views/output/picture_dialog.py"/>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
</context>
<context>
    <name>PrintDialog</name>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>&amp;Ruler to check the size by</source>
        <translation>用于核对尺寸的标尺(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>All viewports as they stand</source>
        <translation>所有视口（按现有布局）</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Each viewport by itself</source>
        <translation>每个视口单独一幅</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>O&amp;n a page</source>
        <translation>每页幅数(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Paper &amp;across</source>
        <translation>横向纸张(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Pic&amp;tures</source>
        <translation>图片(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Pictures on a page</source>
        <translation>每页图片数</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Pr&amp;int…</source>
        <translation>打印(&amp;I)…</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Save as P&amp;DF…</source>
        <translation>另存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>The active viewport</source>
        <translation>活动视口</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>The series' key images</source>
        <translation>该序列的关键图像</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>Tr&amp;ue size: 1 mm is 1 mm</source>
        <translation>真实大小：1 mm 即 1 mm(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>What is printed</source>
        <translation>打印内容</translation>
    </message>
    <message>
        <location filename="medview/views/output/print_dialog.py"/>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>Drawing the pictures…</source>
        <translation>正在绘制图片…</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>Look at it, or save a PDF.</source>
        <translation>请检查打印机，或存为 PDF。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>The pages were saved as {path}.</source>
        <translation>页面已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>The printer did not take the pages.</source>
        <translation>打印机未接受页面。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>{count} pages were sent to the printer.</source>
        <translation>{count} 页已发送到打印机。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>{path} could not be written.</source>
        <translation>无法写入 {path}。</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Progress of the analysis</source>
        <translation>分析进度</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Stop the analysis; nothing of it is kept</source>
        <translation>停止分析；不保留任何结果</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
</context>
<context>
    <name>RegisteringDialog</name>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>&amp;Register</source>
        <translation>配准(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>As it is now: nothing is proposed yet</source>
        <translation>当前位置：尚无建议</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>From: {how}; not accepted yet</source>
        <translation>来源：{how}；尚未接受</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Give the search up; the place stays as it is</source>
        <translation>停止搜索；位置保持不变</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Keep this place; it can be undone</source>
        <translation>采用此位置；可撤销</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Look for the turn and shift by which both series agree best</source>
        <translation>搜索使两个序列最吻合的旋转和平移</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Move by hand</source>
        <translation>手动移动</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Move or turn the series drawn over this one by a step</source>
        <translation>将叠加的序列移动或旋转一步</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Mutual information: {before} before, {after} after</source>
        <translation>互信息：配准前 {before}，配准后 {after}</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Nod back</source>
        <translation>后仰</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Nod forward</source>
        <translation>前俯</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Overlap: {part} % of the smaller series</source>
        <translation>重叠：较小序列的 {part} %</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Progress of the registration</source>
        <translation>配准进度</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Put everything back as it was</source>
        <translation>全部恢复原状</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Re&amp;ject</source>
        <translation>拒绝(&amp;J)</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Register two series</source>
        <translation>配准两个序列</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Shift: {shift} ({length} mm in all)</source>
        <translation>平移：{shift}（共 {length} mm）</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Step of a move or turn</source>
        <translation>移动或旋转的步长</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>The proposal in numbers</source>
        <translation>建议位置的数值</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Tilt left</source>
        <translation>左倾</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Tilt right</source>
        <translation>右倾</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the back</source>
        <translation>向后</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the feet</source>
        <translation>向足侧</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the front</source>
        <translation>向前</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the head</source>
        <translation>向头侧</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the left</source>
        <translation>向左</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>To the right</source>
        <translation>向右</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Turn left</source>
        <translation>左转</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Turn right</source>
        <translation>右转</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>Turn: {angle}°</source>
        <translation>旋转：{angle}°</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>What is placed, and what the viewports show</source>
        <translation>配准的对象及视口显示的内容</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>What went wrong</source>
        <translation>出错原因</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>{mm} mm, {deg}°</source>
        <translation>{mm} mm，{deg}°</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>“{moving}” is laid over “{fixed}”. The proposal is shown as soon as both are loaded.</source>
        <translation>“{moving}”叠加于“{fixed}”。两者载入后即显示该建议。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>“{moving}” is laid over “{fixed}”. The viewports show the proposal.</source>
        <translation>“{moving}”叠加于“{fixed}”。视口显示建议位置。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering_dialog.py"/>
        <source>“{moving}” is no longer drawn over “{fixed}”. Fuse them again to see the proposal and accept it.</source>
        <translation>“{moving}”不再叠加于“{fixed}”。请重新融合以查看并接受该建议。</translation>
    </message>
</context>
<context>
    <name>ReportPreview</name>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>1 accepted finding</source>
        <translation>1 个已接受的发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>1 finding is not reviewed: it will not be in the report.</source>
        <translation>有 1 个发现未审阅：不会写入报告。</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Close the preview; Esc does it, too</source>
        <translation>关闭预览；也可按 Esc</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Drawing the report…</source>
        <translation>正在绘制报告…</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Pages of the report</source>
        <translation>报告页面</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Reviewed by {who} · {count}. Saved together: report (PDF), GFF3, BED, GenBank, FHIR, CSV.</source>
        <translation type="vanished">审阅者：{who} · {count}。一并保存：报告（PDF）、GFF3、BED、GenBank、FHIR、CSV。</translation>
    </message>
    <message>
        <source>Reviewed by {who} · {count}. Saved together: report (PDF), segmentation, findings.</source>
        <translation type="vanished">审阅者：{who} · {count}。一并保存：报告（PDF）、分割、发现。</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Reviewed by {who} · {count}. Saved together: {files}.</source>
        <translation>由 {who} 审阅 · {count}。一并保存：{files}。</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Save in a folder…</source>
        <translation>保存到文件夹…</translation>
    </message>
    <message>
        <source>Save report, segmentation and findings in</source>
        <translation type="vanished">将报告、分割和发现保存到</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Save the report and its files in</source>
        <translation>将报告及其文件保存到</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Saved in {folder}: {names}.</source>
        <translation>已保存到 {folder}：{names}。</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Show the saved files</source>
        <translation>显示已保存的文件</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Stop what is being made</source>
        <translation>停止当前生成</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>Write the report and the files named above into a folder</source>
        <translation>将报告和上述文件写入文件夹</translation>
    </message>
    <message>
        <source>Write the report, the segmentation and the findings into a folder</source>
        <translation type="vanished">将报告、分割和发现写入文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>nobody yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>{count} accepted findings</source>
        <translation>{count} 个已接受的发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>{count} findings are not reviewed: they will not be in the report.</source>
        <translation>有 {count} 个发现未审阅：不会写入报告。</translation>
    </message>
    <message>
        <location filename="medview/views/review/report_preview.py"/>
        <source>{names} and {count} more</source>
        <translation>{names} 及另外 {count} 个</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <location filename="medview/views/contents/report_view.py"/>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_view.py"/>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_view.py"/>
        <source>Put the whole text on the clipboard</source>
        <translation>将全部文本复制到剪贴板</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_view.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_view.py"/>
        <source>Search in the text</source>
        <translation>在文本中搜索</translation>
    </message>
</context>
<context>
    <name>Reporting</name>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Draw the pages</source>
        <translation>绘制页面</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Draw the report</source>
        <translation>绘制报告</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>The segmentation is NIfTI with a JSON file beside it, not DICOM SEG: {reason}</source>
        <translation>分割保存为 NIfTI 并附 JSON 文件，而非 DICOM SEG：{reason}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Write the findings</source>
        <translation>写入发现</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Write the report</source>
        <translation>写入报告</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Write the segmentation</source>
        <translation>写入分割</translation>
    </message>
    <message>
        <location filename="medview/views/flows/reporting.py"/>
        <source>Write the structured report</source>
        <translation>写入结构化报告</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <location filename="medview/views/flows/restoring.py"/>
        <source>It was moved, deleted, or lies on a drive that is not connected.</source>
        <translation>它已被移动、删除，或位于未连接的磁盘上。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/restoring.py"/>
        <source>Not everything that was open is still there: {names}.</source>
        <translation>之前打开的部分内容已不存在：{names}。</translation>
    </message>
</context>
<context>
    <name>Reviewing</name>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Box added</source>
        <translation>框已添加</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Box changed</source>
        <translation>框已更改</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Box removed</source>
        <translation>框已移除</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Class changed</source>
        <translation>类别已更改</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Finding added</source>
        <translation>添加发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Finding moved</source>
        <translation>移动发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Finding removed</source>
        <translation>移除发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <location filename="medview/views/review/reviewing.py"/>
        <source>Rest accepted</source>
        <translation>接受其余发现</translation>
    </message>
</context>
<context>
    <name>SecondWindow</name>
    <message>
        <location filename="medview/views/tiles/second_window.py"/>
        <source>MedView – second window</source>
        <translation>MedView – 第二窗口</translation>
    </message>
</context>
<context>
    <name>SequenceView</name>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>About</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Alignment</source>
        <translation>比对</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Alignment {number}</source>
        <translation>比对 {number}</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Alignments of the file</source>
        <translation>文件中的比对</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>FASTA (*.fasta *.fa)</source>
        <translation>FASTA (*.fasta *.fa)</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Reading the record …</source>
        <translation>正在读取记录……</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Save as FASTA</source>
        <translation>另存为 FASTA</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Save as FASTA…</source>
        <translation>另存为 FASTA…</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Save the selection, or all that is shown, as FASTA</source>
        <translation>将所选内容（未选择时为显示的全部内容）另存为 FASTA</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Variants</source>
        <translation>变异</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>What the file says</source>
        <translation>文件中的说明</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>{record}: {why} {sign} stands for each letter.</source>
        <translation>{record}：{why} 每个字母以 {sign} 代替。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Keys…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>List every action with its key, and change keys.</source>
        <translation>列出每个操作及其快捷键，并可更改。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Pages of the settings</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="medview/views/settings/dialog.py"/>
        <source>Viewing</source>
        <translation>阅片</translation>
    </message>
</context>
<context>
    <name>SignalPaper</name>
    <message>
        <location filename="medview/views/contents/signal_paper.py"/>
        <source>Signals</source>
        <translation>信号</translation>
    </message>
</context>
<context>
    <name>SignalView</name>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>3 × 4 and rhythm</source>
        <translation>3 × 4 加节律导联</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Click twice on the paper to measure.</source>
        <translation>在记录纸上单击两次即可测量。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Group of channels</source>
        <translation>通道组</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Group {number}</source>
        <translation>第 {number} 组</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>One below the other</source>
        <translation>上下排列</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Paper speed</source>
        <translation>走纸速度</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>Time shown</source>
        <translation>显示的时间</translation>
    </message>
    <message>
        <location filename="medview/views/contents/signal_view.py"/>
        <source>{count} marked points</source>
        <translation>{count} 个标记点</translation>
    </message>
</context>
<context>
    <name>SkippedDialog</name>
    <message>
        <location filename="medview/views/browser/skipped.py"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="medview/views/browser/skipped.py"/>
        <source>Files not used</source>
        <translation>未使用的文件</translation>
    </message>
    <message>
        <location filename="medview/views/browser/skipped.py"/>
        <source>Files not used, with the reasons</source>
        <translation>未使用的文件及原因</translation>
    </message>
    <message>
        <location filename="medview/views/browser/skipped.py"/>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>SlicePane</name>
    <message>
        <location filename="medview/views/tiles/slice_pane.py"/>
        <source>Overlay planes</source>
        <translation>覆盖层平面</translation>
    </message>
</context>
<context>
    <name>SliceView</name>
    <message>
        <location filename="medview/views/pictures/slice_view.py"/>
        <source>Other series</source>
        <translation>其他序列</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/slice_view.py"/>
        <source>Outlines: the slab's middle slice</source>
        <translation>轮廓：厚层的中间层面</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/slice_view.py"/>
        <source>Over it: another series</source>
        <translation>叠加：其他序列</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/slice_view.py"/>
        <source>Over it: {series}</source>
        <translation>叠加：{series}</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>S&amp;ize</source>
        <translation>大小(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>Save a 3D picture</source>
        <translation>保存三维图片</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>Size of the picture</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>The body alone, with nothing behind it (transparent)</source>
        <translation>仅保留体，背景透明</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>The picture is being drawn.</source>
        <translation>正在绘制图片。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>The picture was saved as {path}.</source>
        <translation>图片已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>There is nothing to draw in 3D.</source>
        <translation>没有可进行三维绘制的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>With the patient's name</source>
        <translation>含患者姓名</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>{path} could not be written. Choose another folder.</source>
        <translation>无法写入 {path}。请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/snapshot_dialog.py"/>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} 像素</translation>
    </message>
</context>
<context>
    <name>SolidBar</name>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Colours and opacity</source>
        <translation>颜色与不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Crop box</source>
        <translation>裁剪框</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Crop, clip and light</source>
        <translation>裁剪、切割与光照</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Export surfaces</source>
        <translation>导出表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Presets in 3D</source>
        <translation>三维预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Save a 3D picture</source>
        <translation>保存三维图片</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>There are no surfaces to export.</source>
        <translation>没有可导出的表面。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/bar.py"/>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
</context>
<context>
    <name>SolidPanel</name>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>&amp;All</source>
        <translation>全部(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>&amp;Sagittal slice</source>
        <translation>矢状位层面(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>A&amp;xial slice</source>
        <translation>轴位层面(&amp;X)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>C&amp;oronal slice</source>
        <translation>冠状位层面(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Clip at the crosshair</source>
        <translation>在十字线处切割</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Clip in 3D</source>
        <translation>三维切割</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Crop and clip cut surfaces, too</source>
        <translation>裁剪和切割同时作用于表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Crop box</source>
        <translation>裁剪框</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Crop, clip and light in 3D</source>
        <translation>三维裁剪、切割与光照</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Crop, light and surfaces in 3D</source>
        <translation>三维裁剪、光照与表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away above</source>
        <translation>切除上方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away behind</source>
        <translation>切除后方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away below</source>
        <translation>切除下方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away in front</source>
        <translation>切除前方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away the left</source>
        <translation>切除左侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut away the right</source>
        <translation>切除右侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut nothing</source>
        <translation>不切除</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Cut surfaces</source>
        <translation>切割表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From everywhere</source>
        <translation>环境光</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the back</source>
        <translation>自后方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the eye</source>
        <translation>视点光</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the feet</source>
        <translation>自足侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the front</source>
        <translation>自前方</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the head</source>
        <translation>自头侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the left</source>
        <translation>自左侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>From the right</source>
        <translation>自右侧</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Gloss</source>
        <translation>高光</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Light</source>
        <translation>光照</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Light falls on the body</source>
        <translation>对体施加光照</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Opacity of all surfaces</source>
        <translation>所有表面的不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Opacity of {name}</source>
        <translation>{name} 的不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Sharpness of the gloss</source>
        <translation>高光锐度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Show the &amp;whole body</source>
        <translation>显示整个体(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Side {number} of the crop box</source>
        <translation>裁剪框的第 {number} 面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/panel.py"/>
        <source>Surfaces</source>
        <translation>表面</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <location filename="medview/views/status.py"/>
        <source>1 job running</source>
        <translation>1 个任务正在运行</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>CPU or GPU: not used yet</source>
        <translation>CPU 或 GPU：尚未使用</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>No job running</source>
        <translation>没有运行中的任务</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>No reviewer</source>
        <translation>无审阅者</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Not a medical device.</source>
        <translation>非医疗器械。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Not a medical device. For research and education.</source>
        <translation>非医疗器械，仅供研究与教学使用。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Progress of the jobs that run</source>
        <translation>运行中任务的进度</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Show or hide the list of jobs</source>
        <translation>显示或隐藏任务列表</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>The first decision asks for your name.</source>
        <translation>首次作出决定时会询问您的姓名。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>The open series take {series:.2f} GB; one may take {allowed:.1f} GB.</source>
        <translation>已打开的序列占用 {series:.2f} GB；单个序列最多可占 {allowed:.1f} GB。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>The shown result was computed on {device}.</source>
        <translation>所示结果由 {device} 计算。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Under the pointer</source>
        <translation>指针处</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Which device computes is known after the first analysis.</source>
        <translation>首次分析后才能得知使用的计算设备。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>Window and workers take {program:.1f} GB together; {free:.1f} GB of this computer are free.</source>
        <translation>窗口与工作进程共占 {program:.1f} GB；本机剩余 {free:.1f} GB。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>{count} failed</source>
        <translation>{count} 个失败</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>{count} jobs running</source>
        <translation>{count} 个任务正在运行</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>{name} reviews: the name stands beside every decision.</source>
        <translation>由 {name} 审阅：姓名显示在每个决定旁。</translation>
    </message>
    <message>
        <location filename="medview/views/status.py"/>
        <source>{series:.1f} GB open · {free:.1f} GB free</source>
        <translation>已打开 {series:.1f} GB · 空闲 {free:.1f} GB</translation>
    </message>
</context>
<context>
    <name>TagBrowser</name>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>1 found</source>
        <translation>找到 1 项</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Copy all as text</source>
        <translation>全部复制为文本</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Copy line</source>
        <translation>复制此行</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Copy the line, its value or its path</source>
        <translation>复制此行、其值或其路径</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>File of the series</source>
        <translation>序列的文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Hide the lines in which the words searched for do not stand</source>
        <translation>隐藏不含搜索词的行</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>List elements</source>
        <translation>列出数据元素</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Matches only</source>
        <translation>仅匹配项</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Next match</source>
        <translation>下一个匹配项</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Previous match</source>
        <translation>上一个匹配项</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Search tag, name or value</source>
        <translation>搜索标签、名称或值</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Tags – {series}</source>
        <translation>标签 – {series}</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>The file whose elements are listed</source>
        <translation>列出其数据元素的文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>{count} found</source>
        <translation>找到 {count} 项</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_browser.py"/>
        <source>{n} of {count}</source>
        <translation>第 {n} 项，共 {count} 项</translation>
    </message>
</context>
<context>
    <name>TagModel</name>
    <message>
        <location filename="medview/views/contents/tag_model.py"/>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_model.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_model.py"/>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_model.py"/>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_model.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>ThresholdBar</name>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Boxes of {name} from this score on are listed and drawn; the model's own threshold is {first:.0f} %.</source>
        <translation>从此分数起列出并绘制{name}的方框；模型自身的阈值为 {first:.0f} %。</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Draw boxes of this class: {name}</source>
        <translation>绘制此类别的方框：{name}</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Draw findings of this class: {name}</source>
        <translation>绘制此类别的发现：{name}</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Findings of {name} from this score on are listed and drawn; the least sure has {first:.0f} %.</source>
        <translation>从此分数起列出并绘制{name}的发现；最不确定的为 {first:.0f} %。</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Least score of {name}</source>
        <translation>{name}的最低分数</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>Variants with at least this score of {name}, from 0 to 1, are listed and drawn.</source>
        <translation>列出并绘制{name}得分（0 至 1）不低于此值的变异。</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>{count} added</source>
        <translation>已添加 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>{name}, by hand</source>
        <translation>{name}，手动</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>≥ {percent} %: {count} of {of}</source>
        <translation>≥ {percent} %：{count} / {of}</translation>
    </message>
    <message>
        <location filename="medview/views/review/threshold_bar.py"/>
        <source>≥ {score:.2f}: {count} of {of}</source>
        <translation>≥ {score:.2f}：{count} / {of}</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <location filename="medview/views/tiles/tiles.py"/>
        <source>Viewports</source>
        <translation>视口</translation>
    </message>
</context>
<context>
    <name>TimeCurveDialog</name>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>&amp;Copy values</source>
        <translation>复制数值(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Along</source>
        <translation>沿维度</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Along which dimension</source>
        <translation>沿哪一维</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Close the curve</source>
        <translation>关闭曲线</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Curve over time</source>
        <translation>时间曲线</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Mean ± SD</source>
        <translation>均值 ± 标准差</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Plotted</source>
        <translation>绘制内容</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Put the curve on the clipboard, one position a line, for a spreadsheet</source>
        <translation>将曲线复制到剪贴板（每个位置一行），可粘贴到电子表格</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Region {number}</source>
        <translation>区域 {number}</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>SD</source>
        <translation>标准差</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>The curve; drag the line to another position</source>
        <translation>曲线；拖动竖线可移到其他位置</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>The value at the present position</source>
        <translation>当前位置的数值</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Voxel at the crosshair</source>
        <translation>十字线处的体素</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>What is plotted</source>
        <translation>绘制的内容</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>{position}: {mean} ± {sd}{unit}, {count} values</source>
        <translation>{position}：{mean} ± {sd}{unit}，{count} 个数值</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>{position}: {mean}{unit}</source>
        <translation>{position}：{mean}{unit}</translation>
    </message>
</context>
<context>
    <name>ToolButton</name>
    <message>
        <location filename="medview/views/drawing/tool_button.py"/>
        <source>Measuring tool</source>
        <translation>测量工具</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <location filename="medview/views/toolbar.py"/>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>TrailDialog</name>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Decision trail</source>
        <translation>决定记录</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Every decision on this analysis, newest first. The latest one on a finding counts.</source>
        <translation>对此分析的所有决定，最新的在前。每个发现以最近一次决定为准。</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>Who</source>
        <translation>审阅者</translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>&lt;b&gt;{model}&lt;/b&gt; is trained, measured on the held-out cases, and installed.</source>
        <translation>&lt;b&gt;{model}&lt;/b&gt; 已完成训练，已在留出病例上评估，并已安装。</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Analyse what is open with the new model; it must be of the kind the model reads</source>
        <translation>用新模型分析当前打开的内容；其类型须为该模型所能读取</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Begin; other work goes on meanwhile</source>
        <translation>开始训练；期间可继续其他工作</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Choose a folder of labelled cases</source>
        <translation>选择已标注病例的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), NIfTI volumes with label maps, or DICOM series with their segmentations.</source>
        <translation type="vanished">请选择已标注病例的文件夹：带掩膜的图像、每个类别一个文件夹、框（COCO、VOC、YOLO）、带标签图的 NIfTI 体数据，或带分割的 DICOM 序列。</translation>
    </message>
    <message>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), outlines (COCO), NIfTI volumes with label maps, DICOM images with their segmentations; or of sequences: a table with their labels, FASTA with labels of each letter, or a file for each class.</source>
        <translation type="vanished">选择一个已标注病例的文件夹：带掩膜的图片、每类一个文件夹、方框（COCO、VOC、YOLO）、轮廓（COCO）、带标签图的 NIfTI 容积、带分割的 DICOM 图像；或序列：带标签的表格、带逐字母标签的 FASTA，或每类一个文件。</translation>
    </message>
    <message>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), outlines (COCO), NIfTI volumes with label maps, DICOM images with their segmentations; or of sequences: a table with their labels, FASTA with labels of each letter, or a file for each class. Of sequences one file will do: a table, or records whose titles state label=…</source>
        <translation type="vanished">选择一个已标注病例的文件夹：带掩膜的图片、每类一个文件夹、方框（COCO、VOC、YOLO）、轮廓（COCO）、带标签图的 NIfTI 容积、带分割的 DICOM 图像；或序列：带标签的表格、带逐字母标签的 FASTA，或每类一个文件。序列也可只选一个文件：表格，或标题写有 label=… 的记录</translation>
    </message>
    <message>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), outlines (COCO), NIfTI volumes with label maps, DICOM images with their segmentations; or of sequences: a table with their labels, FASTA with labels of each letter, or a file for each class. Of sequences one file will do: a table, or records whose titles state their class (label=NAME).</source>
        <translation type="vanished">选择一个已标注病例的文件夹：带掩膜的图片、每类一个文件夹、方框（COCO、VOC、YOLO）、轮廓（COCO）、带标签图的 NIfTI 容积、带分割的 DICOM 图像；或序列：带标签的表格、带逐字母标签的 FASTA，或每类一个文件。序列也可只选一个文件：表格，或标题写明类别（label=名称）的记录。</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), outlines (COCO), NIfTI volumes with label maps, DICOM images with their segmentations; or of sequences: a table with their labels, FASTA with labels of each letter, or a file for each class. Of sequences one file will do: a table, records whose titles state their class (label=NAME), or annotated entries (GenBank, EMBL, Swiss-Prot).</source>
        <translation>请选择已标注病例的文件夹：图像及掩膜、每个类别一个文件夹、框（COCO、VOC、YOLO）、轮廓（COCO）、NIfTI 体数据及标签图、DICOM 图像及其分割；或序列：带标签的表格、带逐字母标签的 FASTA，或每个类别一个文件。序列也可只用一个文件：表格、标题注明类别（label=NAME）的记录，或有注释的条目（GenBank、EMBL、Swiss-Prot）。</translation>
    </message>
    <message>
        <source>Choose a folder of labelled cases: pictures with masks, a folder for each class, boxes (COCO, VOC, YOLO), outlines (COCO), NIfTI volumes with label maps, or DICOM images with their segmentations.</source>
        <translation type="vanished">请选择已标注病例的文件夹：带掩膜的图像、每个类别一个文件夹、框（COCO、VOC、YOLO）、轮廓（COCO）、带标签图的 NIfTI 体数据，或带分割的 DICOM 图像。</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Choose one file of labelled sequences: FASTA, a table (CSV or TSV), GenBank or Swiss-Prot</source>
        <translation>选择一个带标注的序列文件：FASTA、表格（CSV 或 TSV）、GenBank 或 Swiss-Prot</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Close the form; what is trained goes on</source>
        <translation>关闭此窗口；训练继续进行</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>File of labelled sequences</source>
        <translation>带标注的序列文件</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Folder of labelled cases</source>
        <translation>已标注病例的文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Folder of labelled cases, or file of labelled sequences</source>
        <translation>带标注病例的文件夹，或带标注的序列文件</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>From my findings</source>
        <translation>来自我的发现</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Go on where it stopped</source>
        <translation>从中断处继续</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Go on with a run that was paused or broken off</source>
        <translation>继续已暂停或中断的训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Go on with it</source>
        <translation>继续此次训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Labelled sequences ({endings})</source>
        <translation>带标注的序列 ({endings})</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Learn from the findings you accepted or corrected in studies opened lately</source>
        <translation>从最近打开的检查中您已接受或修正的发现学习</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Paused. Everything learned so far is kept, also when MedView is closed.</source>
        <translation>已暂停。目前所学的全部内容均会保留，关闭 MedView 后亦然。</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Run it on the open study</source>
        <translation>在打开的检查上运行</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Runs that were paused, or ended with the program</source>
        <translation>已暂停或随程序关闭而中止的训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>See what the data hold; nothing is trained or written</source>
        <translation>查看数据内容；不训练也不写入</translation>
    </message>
    <message>
        <source>See what the folder holds; nothing is trained or written</source>
        <translation type="vanished">查看文件夹内容；不训练，也不写入任何内容</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Show its card</source>
        <translation>显示模型卡</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Stop for now; everything learned so far is kept</source>
        <translation>暂时停止；目前所学的全部内容均会保留</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Stop, and keep nothing of what was learned</source>
        <translation>停止，且不保留任何所学内容</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Train a model</source>
        <translation>训练模型</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>Unfinished runs</source>
        <translation>未完成的训练</translation>
    </message>
    <message>
        <location filename="medview/views/training/dialog.py"/>
        <source>What it is, and how well it did on the held-out cases</source>
        <translation>模型的说明，及其在留出病例上的表现</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Collect findings</source>
        <translation>收集发现</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Find reviewed studies</source>
        <translation>查找已审阅的检查</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Install {source}</source>
        <translation>安装 {source}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Look at {name}</source>
        <translation>查看 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>No study was opened lately.</source>
        <translation>最近未打开任何检查。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Open studies, analyse them and decide on the findings first.</source>
        <translation>请先打开检查并进行分析，再对各发现作出判定。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/training.py"/>
        <source>Train {model}</source>
        <translation>训练 {model}</translation>
    </message>
</context>
<context>
    <name>TrainingCommands</name>
    <message>
        <location filename="medview/views/commands/training.py"/>
        <source>Analysis, Train a model shows how it went.</source>
        <translation>训练情况见“分析”菜单的“训练模型”。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/training.py"/>
        <source>“{model}” is trained and installed.</source>
        <translation>“{model}”已完成训练并安装。</translation>
    </message>
</context>
<context>
    <name>TransferCurve</name>
    <message>
        <location filename="medview/views/solid/transfer_curve.py"/>
        <source>Opacity and colours of values</source>
        <translation>各数值的不透明度与颜色</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_curve.py"/>
        <source>Point {number} of {count}: value {value}, opacity {opacity} %</source>
        <translation>第 {number} 点，共 {count} 点：数值 {value}，不透明度 {opacity} %</translation>
    </message>
</context>
<context>
    <name>TransferEditor</name>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Colour</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Depth of the opacity</source>
        <translation>不透明度深度(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Keep…</source>
        <translation>存为预设(&amp;K)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Opacity</source>
        <translation>不透明度(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Rays show</source>
        <translation>光线显示(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>&amp;Value</source>
        <translation>数值(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>3D preset (*.json)</source>
        <translation>三维预设 (*.json)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Add point</source>
        <translation>添加点</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Colour of the chosen point</source>
        <translation>所选点的颜色</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Colours and opacity</source>
        <translation>颜色与不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Colours and opacity in 3D</source>
        <translation>三维颜色与不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Depth the opacity is meant for</source>
        <translation>不透明度对应的深度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Export the preset</source>
        <translation>导出预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Import a preset</source>
        <translation>导入预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Light through the body</source>
        <translation>透过体的光（合成）</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Opacity of the chosen point</source>
        <translation>所选点的不透明度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Open a volume in 3D first.</source>
        <translation>请先在三维中打开体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Point {number} of {count}. A double click adds one; dragging beside them shifts all.</source>
        <translation>第 {number} 点，共 {count} 点。双击可添加点；在点以外拖动可移动全部点。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Preset in 3D</source>
        <translation>三维预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Presets that come with the program stay.</source>
        <translation>程序自带的预设不能移除。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Remove point</source>
        <translation>移除点</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Res&amp;et</source>
        <translation>重置(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>The greatest value (MIP)</source>
        <translation>最大值（MIP）</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>The least value (MinIP)</source>
        <translation>最小值（MinIP）</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>The mean value</source>
        <translation>平均值</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>The preset was saved as {path}.</source>
        <translation>预设已保存为 {path}。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Value of the chosen point</source>
        <translation>所选点的数值</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>What a ray shows</source>
        <translation>光线显示的内容</translation>
    </message>
</context>
<context>
    <name>TransferShelf</name>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>A preset needs a name.</source>
        <translation>预设需要名称。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>Remove some you do not need.</source>
        <translation>请移除一些不需要的预设。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>There are {count} presets already.</source>
        <translation>已有 {count} 个预设。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>Type one.</source>
        <translation>请输入名称。</translation>
    </message>
</context>
<context>
    <name>VariantCommands</name>
    <message>
        <location filename="medview/views/commands/variants.py"/>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <location filename="medview/views/commands/variants.py"/>
        <source>No installed model predicts what variants do to splicing.</source>
        <translation>没有已安装的模型可预测变异对剪接的影响。</translation>
    </message>
    <message>
        <location filename="medview/views/commands/variants.py"/>
        <source>The weights of OpenSpliceAI (files that end in .pt) can be imported; you answer for their licence. Its models of one flank are read together as one model.</source>
        <translation>可以导入 OpenSpliceAI 的权重（扩展名为 .pt 的文件）；其许可由您负责。同一侧翼长度的各个模型合并为一个模型读取。</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <location filename="medview/views/review/verdict.py"/>
        <source>Classes that cannot be ruled out; how often such sets hold the true one says the model's card.</source>
        <translation>不能排除的类别；此类集合包含真实类别的频率见模型卡。</translation>
    </message>
    <message>
        <source>Every class that cannot be ruled out, so that the true one is among them as often as is stated.</source>
        <translation type="vanished">无法排除的全部类别；真实类别包含于其中的频率与所标明的一致。</translation>
    </message>
    <message>
        <location filename="medview/views/review/verdict.py"/>
        <source>Outside what this model knows</source>
        <translation>超出此模型的适用范围</translation>
    </message>
    <message>
        <location filename="medview/views/review/verdict.py"/>
        <source>Prediction set ({coverage}): {names}</source>
        <translation>预测集（{coverage}）：{names}</translation>
    </message>
    <message>
        <source>Prediction set: none of the classes; the model knows nothing like it.</source>
        <translation type="vanished">预测集：不含任何类别；模型未见过类似的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/review/verdict.py"/>
        <source>Prediction set: {names}</source>
        <translation>预测集：{names}</translation>
    </message>
    <message>
        <location filename="medview/views/review/verdict.py"/>
        <source>none of the classes; the model knows nothing like it.</source>
        <translation>不含任何类别；模型不认识类似的内容。</translation>
    </message>
</context>
<context>
    <name>ViewportPane</name>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Interpolate pixels</source>
        <translation>像素插值</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Maximise or restore</source>
        <translation>最大化或还原</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Stored</source>
        <translation>存储的</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/viewport_pane.py"/>
        <source>Window</source>
        <translation>窗</translation>
    </message>
</context>
<context>
    <name>VolumeView</name>
    <message>
        <location filename="medview/views/solid/volume_view.py"/>
        <source>3D</source>
        <translation>三维</translation>
    </message>
    <message>
        <location filename="medview/views/solid/volume_view.py"/>
        <source>Axial, coronal and sagittal pictures work without it.</source>
        <translation>轴位、冠状位和矢状位图像不受影响。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/volume_view.py"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="medview/views/solid/volume_view.py"/>
        <source>The 3D view is being prepared.</source>
        <translation>正在准备三维视图。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/volume_view.py"/>
        <source>This display cannot show 3D pictures.</source>
        <translation>此显示环境无法显示三维图像。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Drop a folder, DICOM or NIfTI files, or a zip here, or open them:</source>
        <translation>将文件夹、DICOM 或 NIfTI 文件、zip 拖到此处，或打开它们：</translation>
    </message>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Open every study in a folder.</source>
        <translation>打开文件夹中的所有检查。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Open images, objects, a DICOMDIR or an archive of them.</source>
        <translation>打开图像、对象、DICOMDIR 或压缩包。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/welcome.py"/>
        <source>Recent studies</source>
        <translation>最近的检查</translation>
    </message>
</context>
<context>
    <name>WhyBar</name>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Ask the model what of its input speaks for the chosen finding, as a map over it or along it</source>
        <translation>询问模型：输入中的哪些内容支持所选发现，以覆盖其上或沿序列的图显示</translation>
    </message>
    <message>
        <source>Ask the model what of the image speaks for the chosen finding, as a map over it</source>
        <translation type="vanished">询问模型图像中哪些内容支持所选发现，并以分布图叠加显示</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Ask the model why</source>
        <translation>询问模型依据</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Curve…</source>
        <translation>曲线…</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Grad-CAM: features that raise the score; quick, coarse</source>
        <translation>Grad-CAM：令得分升高的特征；快速，较粗略</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Integrated gradients: pixels or letters that raise the score; fine</source>
        <translation>积分梯度：提高得分的像素或字母；精细</translation>
    </message>
    <message>
        <source>Integrated gradients: pixels that raise the score; fine, noisy</source>
        <translation type="vanished">积分梯度：令得分升高的像素；精细，噪声较多</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Occlusion: patches without which the score falls; slow</source>
        <translation>遮挡法：遮住后得分下降的图块；较慢</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Progress of the answer</source>
        <translation>求解依据的进度</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Show the chosen finding's curve, and save it as a table</source>
        <translation>显示所选发现的曲线，并可保存为表格</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Stop asking; nothing of it is kept</source>
        <translation>停止询问；不保留任何结果</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>The model's own choice</source>
        <translation>模型自身的选择</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Waiting for the engine…</source>
        <translation>正在等待引擎…</translation>
    </message>
    <message>
        <location filename="medview/views/review/why_bar.py"/>
        <source>Why?</source>
        <translation>为何？</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <location filename="medview/views/window.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/window.py"/>
        <source>&amp;Undo: {what}</source>
        <translation>撤销：{what}(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/window.py"/>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/window.py"/>
        <source>Re&amp;do: {what}</source>
        <translation>重做：{what}(&amp;D)</translation>
    </message>
</context>
<context>
    <name>WishBoxes</name>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>&amp;Measurements and notes</source>
        <translation>测量与备注(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>&amp;Patient, institution and date</source>
        <translation>患者、机构与日期(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>&amp;Segmentations, objects and maps</source>
        <translation>分割、对象与参数图(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>&amp;Text, letters and scale bar</source>
        <translation>文字、方位字母与比例尺(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>C&amp;rosshair and reference lines</source>
        <translation>十字线与参考线(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>Text burned into the images themselves cannot be left out, and the files do not say whether there is any: look before you share a picture.</source>
        <translation>烧录在图像像素中的文字无法去除，且文件未说明是否存在此类文字：分享图片前请先查看。</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>The files say that no text is burned into the images. Look before you share a picture all the same.</source>
        <translation>文件声明图像中没有烧录文字。分享图片前仍请先查看。</translation>
    </message>
    <message>
        <location filename="medview/views/output/wish_boxes.py"/>
        <source>These images are marked as having text burned into their pixels, which may name the patient. It stays on every picture: look before you share it.</source>
        <translation>这些图像标明其像素中烧录有文字，可能包含患者姓名。该文字会留在每张图片上：分享前请先查看。</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Cancel: {job}</source>
        <translation>取消：{job}</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Do not run this analysis</source>
        <translation>不运行此分析</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Progress: {job}</source>
        <translation>进度：{job}</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>Stop this job</source>
        <translation>停止此任务</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Take out: {job}</source>
        <translation>移出：{job}</translation>
    </message>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source>Waiting ({number}): {job}</source>
        <translation>等待中（{number}）：{job}</translation>
    </message>
</context>
<context>
    <name>_LinksRow</name>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Sets what viewports do together:</source>
        <translation>设置各视口的联动：</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Viewports go together in this: {what}.</source>
        <translation>视口在此项上联动：{what}。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>Without the tick, links stay as they are when the protocol is hung.</source>
        <translation>不勾选时，挂片后联动保持不变。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>reference lines</source>
        <translation>参考线</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>scroll</source>
        <translation>滚动</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>window</source>
        <translation>窗</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/dialog.py"/>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>_Progress</name>
    <message>
        <source>Cancel</source>
        <translation type="vanished">取消</translation>
    </message>
    <message>
        <source>Progress of the analysis</source>
        <translation type="vanished">分析进度</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="vanished">正在启动…</translation>
    </message>
    <message>
        <source>Stop the analysis; nothing of it is kept</source>
        <translation type="vanished">停止分析；不保留任何结果</translation>
    </message>
    <message>
        <source>Waiting for the engine…</source>
        <translation type="vanished">正在等待引擎…</translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <location filename="medview/views/hanging/layout_picker.py"/>
        <source>{rows} rows of {columns} viewports; arrow keys change it, Enter takes it.</source>
        <translation>{rows} 行，每行 {columns} 个视口；用方向键更改，按 Enter 采用。</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;1 × 1</source>
        <translation>1 × 1(&amp;1)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;1:1</source>
        <translation>1:1(&amp;1)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;3D</source>
        <translation>三维(&amp;3)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;About MedView</source>
        <translation>关于 MedView(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Accept</source>
        <translation>接受(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Add finding…</source>
        <translation>添加发现(&amp;A)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Analyse</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Analysis</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Angle</source>
        <translation>角度(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Anterior</source>
        <translation>前面(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Automatic</source>
        <translation>自动(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Best</source>
        <translation>最佳(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Bidirectional (RECIST)</source>
        <translation>双径(RECIST)(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Body</source>
        <translation>体(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Bone</source>
        <translation>骨(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Brighter</source>
        <translation>更亮(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Cancel the analysis</source>
        <translation>取消分析(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;Choose a layout…</source>
        <translation>选择布局(&amp;C)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Cobb angle</source>
        <translation>Cobb 角(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Colours and opacity…</source>
        <translation>颜色与不透明度(&amp;C)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;Command palette…</source>
        <translation>命令面板(&amp;C)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Copy as FASTA</source>
        <translation>复制为 FASTA(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Crop box</source>
        <translation>裁剪框(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Crosshair</source>
        <translation>十字线(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Curved view of the selected line</source>
        <translation>沿所选曲线的曲面视图(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Cut away</source>
        <translation>切除(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Darker</source>
        <translation>更暗(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;Edit hanging protocols…</source>
        <translation>编辑挂片协议(&amp;E)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Ellipse</source>
        <translation>椭圆(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Export surfaces…</source>
        <translation>导出表面(&amp;E)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Fast</source>
        <translation>快速(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;First</source>
        <translation>首幅(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Freehand region</source>
        <translation>徒手区域(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Fuse with another series</source>
        <translation>与另一序列融合(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Go to…</source>
        <translation>转到(&amp;G)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Grey</source>
        <translation>灰阶(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;Hang by its protocol</source>
        <translation>按协议挂片(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;Help on this</source>
        <translation>此处的帮助(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Histogram</source>
        <translation>直方图(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Hot</source>
        <translation>热图(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Inferior</source>
        <translation>下面(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Invert</source>
        <translation>反相(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Inverted grey</source>
        <translation>反相灰阶(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Jobs</source>
        <translation>任务(&amp;J)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Keep the tool</source>
        <translation>保持工具(&amp;K)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Key image</source>
        <translation>关键图像(&amp;K)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;Keys…</source>
        <translation>快捷键(&amp;K)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Last</source>
        <translation>末幅(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Layout</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Left</source>
        <translation>左面(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Length</source>
        <translation>长度(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Less of the fused series</source>
        <translation>减弱融合序列(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Magnifier</source>
        <translation>放大镜(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Map over the image</source>
        <translation>图像上的分布图(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Maximise or restore the viewport</source>
        <translation>最大化或还原视口(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;More of the fused series</source>
        <translation>加强融合序列(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Move finding…</source>
        <translation>移动发现(&amp;M)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Narrower</source>
        <translation>变窄(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Next</source>
        <translation>下一幅(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Next finding</source>
        <translation>下一个发现(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Next match</source>
        <translation>下一个匹配(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;Next protocol</source>
        <translation>下一个协议(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;No slab</source>
        <translation>无厚层(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Overlay planes</source>
        <translation>覆盖层平面(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;PET</source>
        <translation>PET(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Pan</source>
        <translation>平移(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Point</source>
        <translation>点(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Posterior</source>
        <translation>后面(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Presentation state</source>
        <translation>显示状态(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Previous</source>
        <translation>上一幅(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>&amp;Previous box</source>
        <translation>上一个框(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Previous match</source>
        <translation>上一个匹配(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Quality</source>
        <translation>质量(&amp;Q)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Rainbow</source>
        <translation>彩虹(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>&amp;Reference lines</source>
        <translation>参考线(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Register…</source>
        <translation>配准(&amp;R)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Reject</source>
        <translation>拒绝(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Report and export…</source>
        <translation>报告与导出(&amp;R)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Reset the planes</source>
        <translation>重置平面(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Reset the views</source>
        <translation>重置视图(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Review</source>
        <translation>审阅(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Right</source>
        <translation>右面(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Save a 3D picture…</source>
        <translation>保存三维图片(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Save as FASTA…</source>
        <translation>另存为 FASTA(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>&amp;Save as protocol…</source>
        <translation>另存为协议(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Sphere</source>
        <translation>球体(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Study</source>
        <translation>检查(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Superior</source>
        <translation>上面(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>&amp;Text</source>
        <translation>文字(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>&amp;Thicker slab</source>
        <translation>加厚厚层(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Train a model…</source>
        <translation>训练模型(&amp;T)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;True size</source>
        <translation>真实大小(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>&amp;Turn</source>
        <translation>旋转(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>&amp;Turn the page</source>
        <translation>翻页(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Uncertainty map</source>
        <translation type="vanished">不确定性图(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>&amp;Usual text</source>
        <translation>标准文字(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Violet to yellow, even steps</source>
        <translation>紫到黄，均匀渐变(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Wider</source>
        <translation>变宽(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>&amp;Window</source>
        <translation>窗(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Window/level</source>
        <translation>窗宽/窗位(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>&amp;Zoom</source>
        <translation>缩放(&amp;Z)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>* stands for any letters, ? for one, | divides alternatives, ! leaves out. Empty: anything.</source>
        <translation>* 代表任意多个字符，? 代表一个字符，| 分隔多个选项，! 表示排除。留空：任意。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>0 for the study itself, 1 for its first prior, 2 for the second …</source>
        <translation>0 为本次检查，1 为最近一次既往检查，2 为再前一次……</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>1 + &amp;3</source>
        <translation>1 + 3(&amp;3)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>1 × &amp;2</source>
        <translation>1 × 2(&amp;2)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>2 × 2</source>
        <translation>2 × 2</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>3D &amp;presets…</source>
        <translation>三维预设(&amp;P)…</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>3d</source>
        <translation>三维</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>A protocol needs a name.</source>
        <translation>协议需要名称。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>A tool that draws stays until another one is chosen; otherwise it draws once.</source>
        <translation>绘图工具一直有效，直到选择其他工具；否则只绘制一次。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>A whole number from {least} is expected.</source>
        <translation>应为不小于 {least} 的整数。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>A&amp;lign two sequences…</source>
        <translation>比对两条序列(&amp;L)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>About the &amp;model…</source>
        <translation>关于模型(&amp;M)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Accept all re&amp;maining…</source>
        <translation>接受其余全部(&amp;M)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Accept every finding nobody decided on yet; it asks first.</source>
        <translation>接受所有尚未决定的发现；会先询问。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Add m&amp;issed box…</source>
        <translation>添加漏检框(&amp;I)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>All viewports show a millimetre equally large.</source>
        <translation>所有视口以相同比例显示每毫米。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>Angiography cine</source>
        <translation>血管造影电影</translation>
    </message>
    <message>
        <location filename="medview/views/actions/table.py"/>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Anywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Arro&amp;w</source>
        <translation>箭头(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>As the &amp;desktop</source>
        <translation>跟随桌面(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Ask the model &amp;why</source>
        <translation>询问模型依据(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>At which side of the viewport.</source>
        <translation>位于视口的哪一侧。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>B&amp;lue</source>
        <translation>蓝色(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Black and white are turned.</source>
        <translation>黑白互换。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Blue to &amp;yellow, colour-blind safe</source>
        <translation>蓝到黄，适合色觉异常者(&amp;Y)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Blue, &amp;white, red</source>
        <translation>蓝、白、红(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Body part</source>
        <translation>部位</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>C&amp;opper</source>
        <translation>铜色(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>C&amp;opy the picture</source>
        <translation>复制图片(&amp;O)</translation>
    </message>
    <message>
        <source>CT airways</source>
        <translation type="vanished">CT 气道</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT angiography</source>
        <translation>CT 血管造影</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT bone</source>
        <translation>CT 骨</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>CT chest, lung and soft tissue</source>
        <translation>CT 胸部：肺与软组织</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT lung</source>
        <translation>CT 肺</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT overview</source>
        <translation>CT 概览</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT skin</source>
        <translation>CT 皮肤</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT soft tissue</source>
        <translation>CT 软组织</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>CT with prior</source>
        <translation>CT 与既往对比</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT, average</source>
        <translation>CT 平均密度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT, maximum</source>
        <translation>CT 最大密度</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>CT, minimum</source>
        <translation>CT 最小密度</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>CT, three planes and 3D</source>
        <translation>CT：三平面与三维</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Cali&amp;bration line</source>
        <translation>校准线(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Change &amp;class…</source>
        <translation>更改类别(&amp;C)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Change places with the ne&amp;xt viewport</source>
        <translation>与下一视口交换位置(&amp;X)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>Chest radiograph</source>
        <translation>胸片</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>Chest radiograph with prior</source>
        <translation>胸片与既往对比</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Choose a box in the list first.</source>
        <translation>请先在列表中选择一个框。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>Choose a file made with “Export…” in this dialog.</source>
        <translation>请选择由本对话框的“导出…”生成的文件。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Choose a finding in the list first.</source>
        <translation>请先在列表中选择一个发现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Choose a finding that is a curve.</source>
        <translation>请选择曲线类型的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Choose a finding that was decided on.</source>
        <translation>请选择一个已作决定的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Choose another one of boxes that lie over each other; Tab does it, too.</source>
        <translation>在重叠的框中选择另一个；也可用 Tab 键。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Choose how values become light: bone, vessels, lung, skin, greatest value and others; keys 1 to 9.</source>
        <translation>选择数值的呈现方式：骨、血管、肺、皮肤、最大值等；按键 1 至 9。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Click a place and write.</source>
        <translation>单击一处并输入文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Click into a 3D view of a volume first.</source>
        <translation>请先单击一个体数据的三维视图。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Click or drag from end to end; Shift keeps to steps of 15 degrees.</source>
        <translation>单击两端或从一端拖到另一端；按住 Shift 以 15 度为步长。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Click or drag to put the crosshair there in every view.</source>
        <translation>单击或拖动，将所有视图的十字线移到该处。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Click the corners; Enter, a double click or a click on the first corner closes it.</source>
        <translation>依次单击各顶点；按 Enter、双击或单击第一个顶点即可闭合。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Click the vertices; Enter or a double click ends, Backspace takes the last one back.</source>
        <translation>依次单击各顶点；按 Enter 或双击结束，按 Backspace 撤回上一个顶点。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Click to pin the value and the coordinates of a place; click a pin to take it away.</source>
        <translation>单击以标出一处的数值和坐标；单击标记可将其移除。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Clip at the &amp;axial slice</source>
        <translation>按轴位层面切割(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Clip at the &amp;sagittal slice</source>
        <translation>按矢状位层面切割(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Clip at the c&amp;oronal slice</source>
        <translation>按冠状位层面切割(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Clos&amp;e the viewport's series</source>
        <translation>关闭视口中的序列(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Close the window and end the program.</source>
        <translation>关闭窗口并结束程序。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Close up</source>
        <translation>闭合</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Co&amp;lours and text</source>
        <translation>颜色与文字(&amp;L)</translation>
    </message>
    <message>
        <source>Colour each voxel by how unsure the model is.</source>
        <translation type="vanished">按模型的不确定程度为每个体素着色。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Colour ma&amp;p</source>
        <translation>色图(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Colour the image by what a map tells: how unsure the model is, or what it looked at.</source>
        <translation>按分布图为图像着色：模型的不确定程度，或其所关注的部位。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Colours for colour-&amp;blind readers</source>
        <translation>适合色觉异常者的颜色(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Compare with a prio&amp;r</source>
        <translation>与既往检查对比(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Contrast</source>
        <translation>对比剂</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Contrast/Bolus Agent.</source>
        <translation>对比剂/团注药物。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Copy re&amp;verse complement</source>
        <translation>复制反向互补序列(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Copy t&amp;he table</source>
        <translation>复制表格(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Copy to th&amp;is slice</source>
        <translation>复制到本层(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Crop, clip and l&amp;ight…</source>
        <translation>裁剪、切割与光照(&amp;I)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Cur&amp;ve over time…</source>
        <translation>时间曲线(&amp;V)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Cut away the left of the crosshair's sagittal slice, then its right, then nothing.</source>
        <translation>依次切除十字线所在矢状层面的左侧、右侧，然后不切除。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Cut away what lies above the crosshair's axial slice, then what lies below it, then nothing.</source>
        <translation>依次切除十字线所在轴位层面的上方、下方，然后不切除。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Cut away what lies behind the crosshair's coronal slice, then what lies in front of it, then nothing.</source>
        <translation>依次切除十字线所在冠状层面的后方、前方，然后不切除。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Cut s&amp;urfaces, too</source>
        <translation>同时切割表面(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>D&amp;ark</source>
        <translation>深色(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>DICOM &amp;tags…</source>
        <translation>DICOM 标签(&amp;T)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Dark or light, as the desktop is.</source>
        <translation>随桌面使用深色或浅色。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Dark text on light grey.</source>
        <translation>浅灰底深色文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Decision &amp;trail…</source>
        <translation>决定记录(&amp;T)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Declare that all series shown are at the same place now; they scroll together from here.</source>
        <translation>声明所有显示的序列当前处于同一位置；此后一起滚动。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Delete the selected measurement; undo brings it back.</source>
        <translation>删除所选测量；可用撤销恢复。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Do again what was taken back last.</source>
        <translation>重做上一次撤销的操作。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Drag a rectangle: the window shows the values within it.</source>
        <translation>拖出一个矩形：按其中的数值设定窗宽窗位。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Drag around the region.</source>
        <translation>沿区域边缘拖动。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Drag down to see the place where the drag began larger.</source>
        <translation>向下拖动，放大拖动起点处。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Drag from corner to corner of the box around it; Shift makes a circle.</source>
        <translation>从外接框的一角拖到对角；按住 Shift 画圆。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Drag from corner to corner of what the model missed, then say what it is; Esc ends.</source>
        <translation>从模型漏检之处的一角拖到对角，然后指明其内容；按 Esc 结束。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Drag from corner to corner; Shift makes a square.</source>
        <translation>从一角拖到对角；按住 Shift 画正方形。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Drag from the centre outwards, in a volume.</source>
        <translation>在体数据中从中心向外拖动。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Drag from the tip backwards, then write why.</source>
        <translation>从箭头尖端向后拖动，然后输入说明。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Drag the band to set window and level.</source>
        <translation>拖动色带以设置窗宽和窗位。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Drag the handles of a box around the body to cut its sides away.</source>
        <translation>拖动体外框的控制点以切除各侧。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Drag the picture to another place of the viewport.</source>
        <translation>将图像拖到视口的其他位置。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Drag to the right for more contrast range, up for brighter.</source>
        <translation>向右拖动加大窗宽，向上拖动变亮。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw a line along each end plate.</source>
        <translation>沿每个终板画一条线。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw a line of known length and tell it, where the size of a pixel is unknown.</source>
        <translation>像素大小未知时，画一条已知长度的线并输入其长度。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Draw a thinned volume only; for slow computers.</source>
        <translation>仅绘制降采样的体数据；适合较慢的计算机。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Draw a thinned volume while it moves, every voxel once it rests.</source>
        <translation>移动时绘制降采样的体数据，静止后绘制全部体素。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Draw another series in colours over this one, or take it away.</source>
        <translation>将另一序列以伪彩叠加在本序列上，或取消叠加。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Draw labels in colours that all readers can tell apart, instead of those of the model.</source>
        <translation>用所有人都能分辨的颜色绘制标签，代替模型的颜色。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw one leg, then click the end of the other.</source>
        <translation>先画一条边，再单击另一条边的端点。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw something first.</source>
        <translation>请先绘制一项测量。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Draw the boxes of findings with their words, or the bare pictures.</source>
        <translation>绘制发现的框及其文字，或仅显示图像本身。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Draw the fused series fainter.</source>
        <translation>使融合序列更淡。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Draw the fused series in the next colour map.</source>
        <translation>以下一个色图绘制融合序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Draw the fused series more opaque.</source>
        <translation>使融合序列更不透明。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw the long axis; the short one stays perpendicular to it while you drag its ends.</source>
        <translation>先画长径；拖动短径两端时，短径始终与长径垂直。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw the selected measurement again on the shown slice or picture.</source>
        <translation>在当前层面或图像上再次绘制所选测量。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Draw values in the next colour map.</source>
        <translation>以下一个色图绘制数值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Draw values in this colour map; a bar shows its values.</source>
        <translation>以此色图绘制数值；色标显示对应数值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw what another MedView exported on the open series it belongs to.</source>
        <translation>将另一份 MedView 导出的测量绘制到其所属的已打开序列上。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Draw what was measured and marked, or the bare pictures.</source>
        <translation>显示测量与标注，或仅显示图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Draw where the active viewport's picture cuts those of other series.</source>
        <translation>绘制活动视口的图像与其他序列图像的交线。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Drawn over it</source>
        <translation>叠加于其上</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Edit the colours and the opacity of values, see them at once, and keep them as a preset.</source>
        <translation>编辑各数值的颜色与不透明度，即时预览，并可存为预设。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Find anything by typing a part of its name: actions, series, layouts, windows, models, help.</source>
        <translation>输入名称的一部分即可查找：操作、序列、布局、窗、模型、帮助。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Find where the fused series lies in this one, or move it by hand, and accept the result.</source>
        <translation>将融合序列与本序列配准，或手动移动，然后接受结果。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Fit every viewport and show values the way the file means them.</source>
        <translation>使各视口适合窗口，并按文件规定的方式显示数值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Four viewports.</source>
        <translation>四个视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Fuse the series with another one first.</source>
        <translation>请先将该序列与另一序列融合。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Fusion and re&amp;gistration</source>
        <translation>融合与配准(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Give text the size the desktop wants.</source>
        <translation>使用桌面设定的文字大小。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Give the active viewport the whole room, or all of them their places back.</source>
        <translation>让活动视口占据全部空间，或恢复所有视口的位置。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Give the first and the last letter of the selected finding in numbers.</source>
        <translation>以数字给出所选发现的首末字母。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Give the window the whole screen, or take it back.</source>
        <translation>让窗口占满屏幕，或恢复。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Go back along a dimension of a 4D series.</source>
        <translation>沿四维序列的某一维后退。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Go on along a dimension of a 4D series.</source>
        <translation>沿四维序列的某一维前进。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Go ten slices or pictures back.</source>
        <translation>后退十层或十幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Go ten slices or pictures forward.</source>
        <translation>前进十层或十幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Go to a position, an interval or a gene.</source>
        <translation>转到某一位置、区间或基因。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Go to the box before in the list of findings.</source>
        <translation>转到发现列表中的上一个框。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Go to the match before.</source>
        <translation>转到上一个匹配。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Go to the next box of the list of findings.</source>
        <translation>转到发现列表中的下一个框。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Go to the next match.</source>
        <translation>转到下一个匹配。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Go to the next undecided one.</source>
        <translation>转到下一个尚未决定的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Gree&amp;n</source>
        <translation>绿色(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Hang the active series beside that of an earlier study of the same patient, aligned by position.</source>
        <translation>将活动序列与同一患者既往检查的相应序列并列显示，并按位置对齐。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Hang the study by the next protocol that fits it.</source>
        <translation>按下一个适用的协议挂片。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Hang the study by the protocol before that fits it.</source>
        <translation>按上一个适用的协议挂片。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Hang the study by the protocol made for it.</source>
        <translation>按适用于该检查的协议挂片。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Has a prior</source>
        <translation>有既往检查</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Help c&amp;ontents</source>
        <translation>帮助目录(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>High &amp;contrast</source>
        <translation>高对比度(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Hold the button to see the place under the pointer larger; turn the wheel for 2 to 4 times.</source>
        <translation>按住按钮放大指针处；转动滚轮可放大 2 至 4 倍。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Hot &amp;metal</source>
        <translation>热金属(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>How many viewports must find a series; 0 for all.</source>
        <translation>至少有多少视口须找到序列；0 表示全部。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>I&amp;ce</source>
        <translation>冰(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>I&amp;nterpolate pixels</source>
        <translation>像素插值(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Imp&amp;ort…</source>
        <translation>导入(&amp;O)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/table.py"/>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>In a viewport</source>
        <translation>在视口中</translation>
    </message>
    <message>
        <location filename="medview/views/actions/table.py"/>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>In the list of findings</source>
        <translation>在发现列表中</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>It takes part in the choice.</source>
        <translation>参与协议的选择。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Keep planes &amp;perpendicular</source>
        <translation>保持平面垂直(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Keep the present layout as a hanging protocol for studies like this one.</source>
        <translation>将当前布局存为此类检查的挂片协议。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>L&amp;inked viewports</source>
        <translation>视口联动(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>La&amp;rger text</source>
        <translation>放大文字(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Laterality</source>
        <translation>侧别</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Left mouse &amp;button</source>
        <translation>鼠标左键(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Let keys act in the next viewport.</source>
        <translation>使按键作用于下一视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Let keys act in the viewport before.</source>
        <translation>使按键作用于上一视口。</translation>
    </message>
    <message>
        <source>Let light fall on the body, so that its shape is seen.</source>
        <translation type="vanished">给体加上光照，以显示其形状。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Let light fall on the body: its shape is seen.</source>
        <translation>给体加上光照，以显示其形状。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Let the active viewport show nothing.</source>
        <translation>清空活动视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Let the body turn around its long axis until stopped; the key C does so, too.</source>
        <translation>使体绕长轴持续旋转，直到停止；按键 C 也可。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Let the body turn around once.</source>
        <translation>使体旋转一周。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Let the crop box and the clipping slices cut surfaces as they cut the body.</source>
        <translation>让裁剪框和切割层面同时切割表面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Light text on dark grey.</source>
        <translation>深灰底浅色文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Link &amp;pan</source>
        <translation>联动平移(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Link &amp;scrolling</source>
        <translation>联动滚动(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Link &amp;window</source>
        <translation>联动窗宽窗位(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Link &amp;zoom</source>
        <translation>联动缩放(&amp;Z)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Link by &amp;hand here</source>
        <translation>在此手动联动(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>List every action with its key, and change keys.</source>
        <translation>列出每个操作及其快捷键，并可更改。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>List every element of the open series' files: search, nested sequences, bytes, copy.</source>
        <translation>列出已打开序列文件的所有数据元素：搜索、嵌套序列、字节、复制。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>List of key ima&amp;ges…</source>
        <translation>关键图像列表(&amp;G)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>List of meas&amp;urements</source>
        <translation>测量列表(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>List the marked pictures: go to one, write a note, take a mark away.</source>
        <translation>列出已标记的图像：跳转、写备注、取消标记。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>List who decided what and when, withdrawn decisions included.</source>
        <translation>列出何人何时作出何种决定，包括已撤回的决定。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Look &amp;down</source>
        <translation>画面下移(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Look &amp;from</source>
        <translation>观察方向(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Look &amp;up</source>
        <translation>画面上移(&amp;U)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Look for letters in the record that is read.</source>
        <translation>在当前记录中查找字母。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from above the head; the key S in a 3D view.</source>
        <translation>从头侧观察；三维视图中按 S。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from behind; the key P in a 3D view.</source>
        <translation>从后方观察；三维视图中按 P。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from the feet; the key I in a 3D view.</source>
        <translation>从足侧观察；三维视图中按 I。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from the front; the key A in a 3D view.</source>
        <translation>从前方观察；三维视图中按 A。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from the patient's left; the key L in a 3D view.</source>
        <translation>从患者左侧观察；三维视图中按 L。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Look from the patient's right; the key R in a 3D view.</source>
        <translation>从患者右侧观察；三维视图中按 R。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Look to the &amp;left</source>
        <translation>画面左移(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Look to the &amp;right</source>
        <translation>画面右移(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Lower the level by a tenth of the width.</source>
        <translation>窗位降低窗宽的十分之一。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>M&amp;odels…</source>
        <translation>模型(&amp;O)…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>MR angiography</source>
        <translation>MR 血管造影</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>MR angiography, maximum</source>
        <translation>MR 血管造影，最大信号</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>MR brain, contrasts</source>
        <translation>MR 颅脑多对比</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>MR overview</source>
        <translation>MR 概览</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>MR surface</source>
        <translation>MR 表面</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>MR with prior</source>
        <translation>MR 与既往对比</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Make a model of your own labelled cases, or go on with one from cases you corrected.</source>
        <translation>用您自己标注的病例建立模型，或用您修正的病例对已有模型继续训练。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Make a volume of slices that are tilted or unevenly spaced, or show them as stored.</source>
        <translation>将倾斜或层距不均的层面重采样为规则体数据，或按原样显示。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Make all text larger.</source>
        <translation>放大所有文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Make all text smaller.</source>
        <translation>缩小所有文字。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>Mammography</source>
        <translation>乳腺摄影</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Mark a place and tell its value.</source>
        <translation>标记一处并显示其数值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Mark the shown picture as a key image, or take the mark away.</source>
        <translation>将当前图像标为关键图像，或取消标记。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Mirror &amp;top to bottom</source>
        <translation>上下翻转(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Mirror left to ri&amp;ght</source>
        <translation>左右翻转(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Mirror the picture; its letters go along.</source>
        <translation>翻转图像；方位字母随之改变。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Modality</source>
        <translation>设备类型</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Modality of another series of the study drawn over this one; empty for none.</source>
        <translation>叠加在本序列上的同一检查另一序列的设备类型；留空则不叠加。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Move the focus back.</source>
        <translation>焦点后移。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Move the focus on: studies, viewports, analysis, findings, objects.</source>
        <translation>移动焦点：检查、视口、分析、发现、对象。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Move the picture down.</source>
        <translation>下移图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Move the picture to the left.</source>
        <translation>左移图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Move the picture to the right.</source>
        <translation>右移图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Move the picture up.</source>
        <translation>上移图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Moving a picture moves those of the same view in other viewports.</source>
        <translation>移动图像时，其他视口中同一视图的图像随之移动。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Na&amp;me…</source>
        <translation>名称(&amp;M)…</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Name the selected measurement, or change its words.</source>
        <translation>命名所选测量，或修改其文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Narrow the window by a tenth.</source>
        <translation>窗宽减小十分之一。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Ne&amp;xt box</source>
        <translation>下一个框(&amp;X)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Ne&amp;xt kind of slab</source>
        <translation>下一种厚层(&amp;X)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Needs</source>
        <translation>最少视口</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Next &amp;colours</source>
        <translation>下一色图(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Next &amp;record</source>
        <translation>下一条记录(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Next &amp;series</source>
        <translation>下一序列(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Next box under the p&amp;ointer</source>
        <translation>指针处的下一个框(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Next colour &amp;map</source>
        <translation>下一色图(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Next p&amp;anel</source>
        <translation>下一面板(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Next pos&amp;ition</source>
        <translation>下一位置(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Next vie&amp;wport</source>
        <translation>下一视口(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>No analysis is running.</source>
        <translation>没有正在运行的分析。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>No finding waits for a decision.</source>
        <translation>没有等待决定的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>No hanging protocol fits what is open.</source>
        <translation>没有适用于已打开内容的挂片协议。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>No installed model reads what is open.</source>
        <translation>没有已安装的模型可读取已打开的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>No other series is shown that is not linked already.</source>
        <translation>没有显示其他尚未联动的序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>No presentation state belongs to what is open.</source>
        <translation>已打开的内容没有显示状态。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Note on the &amp;decision…</source>
        <translation>决定备注(&amp;D)…</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Nothing hangs in this viewport.</source>
        <translation>此视口为空。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Nothing has been decided yet.</source>
        <translation>尚未作出任何决定。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Of the protocol.</source>
        <translation>协议的名称。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Once it rests, take two samples for each voxel; this takes longer.</source>
        <translation>静止后每个体素取两个采样；耗时更长。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>One large viewport and three small.</source>
        <translation>一大三小视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>One viewport.</source>
        <translation>一个视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Only one viewport is shown.</source>
        <translation>仅显示一个视口。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open &amp;files…</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open a file of variants (VCF) first.</source>
        <translation>请先打开变异文件（VCF）。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Open a second window of viewports, for another monitor, or close it.</source>
        <translation>为另一台显示器打开第二视口窗口，或将其关闭。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <location filename="medview/views/actions/output.py"/>
        <location filename="medview/views/actions/program.py"/>
        <source>Open a study first.</source>
        <translation>请先打开检查。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Open a study with more than one picture first.</source>
        <translation>请先打开含多幅图像的检查。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Open a volume first.</source>
        <translation>请先打开体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open every study in a folder.</source>
        <translation>打开文件夹中的所有检查。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open images, objects, a DICOMDIR or an archive of them.</source>
        <translation>打开图像、对象、DICOMDIR 或压缩包。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Open the first page of the help.</source>
        <translation>打开帮助首页。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Open the next series of the list here.</source>
        <translation>在此打开列表中的下一序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Open the page of the help about what has the focus.</source>
        <translation>打开与当前焦点相关的帮助页。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open the sequences on the clipboard: FASTA, GenBank and other formats, or bare letters.</source>
        <translation>打开剪贴板中的序列：FASTA、GenBank 等格式，或仅有字母。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Open the series before in the list here.</source>
        <translation>在此打开列表中的上一序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Open two proteins, or two stretches of DNA or RNA, first.</source>
        <translation>请先打开两条蛋白质，或两段 DNA 或 RNA。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Order, change, import and export the protocols that say what hangs where.</source>
        <translation>排序、修改、导入和导出挂片协议。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Orientation</source>
        <translation>方位</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>P&amp;icture</source>
        <translation>图像(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>P&amp;lanes</source>
        <translation>平面(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>P&amp;lanes through the crosshair</source>
        <translation>十字线处的三平面(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>P&amp;robe</source>
        <translation>探针(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>PET, hot</source>
        <translation>PET 热图</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_shelf.py"/>
        <source>PET, maximum</source>
        <translation>PET 最大强度</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>PET/CT fusion</source>
        <translation>PET/CT 融合</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Past&amp;e sequences</source>
        <translation>粘贴序列(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Pick rows and columns of viewports, up to 4 × 4, or one large and several small.</source>
        <translation>选择视口的行数和列数（最多 4 × 4），或一大数小。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Pla&amp;y or stop</source>
        <translation>播放或停止(&amp;Y)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Plane of acquisition.</source>
        <translation>采集平面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Play fas&amp;ter</source>
        <translation>加快播放(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Play fewer slices each second.</source>
        <translation>每秒播放更少层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Play half as many slices more each second.</source>
        <translation>每秒播放的层面增加一半。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Play pictures, slices, or along a dimension.</source>
        <translation>播放图像、层面或沿某一维播放。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Play s&amp;lower</source>
        <translation>减慢播放(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Plot the chosen finding's curve, and save it as a table.</source>
        <translation>绘制所选发现的曲线，并可保存为表格。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Plot the mean of the selected region, or the value at the crosshair, along a dimension of a 4D series.</source>
        <translation>沿四维序列的某一维绘制所选区域的均值或十字线处的数值曲线。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Points go to the steepest change of values within a few pixels.</source>
        <translation>点自动移到数个像素内数值变化最陡处。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Pol&amp;yline</source>
        <translation>折线(&amp;Y)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Poly&amp;gon</source>
        <translation>多边形(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Pre&amp;vious protocol</source>
        <translation>上一个协议(&amp;V)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Predict what &amp;variants do to splicing…</source>
        <translation>预测变异对剪接的影响(&amp;V)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Preview the report and save it with the segmentation and the findings.</source>
        <translation>预览报告，并连同分割和发现一起保存。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Previous pane&amp;l</source>
        <translation>上一面板(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Previous posi&amp;tion</source>
        <translation>上一位置(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Previous series</source>
        <translation>上一序列</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Previous viewpor&amp;t</source>
        <translation>上一视口(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Pri&amp;nt…</source>
        <translation>打印(&amp;N)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Print viewports or key images, several on a page or at true size, or save the pages as PDF.</source>
        <translation>打印视口或关键图像，可一页多幅或按真实大小，也可存为 PDF。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Prior</source>
        <translation>既往检查</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Projection and thickness in mm; empty for the plain slice.</source>
        <translation>投影方式与厚度（mm）；留空为普通层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Put all measurements of the open series on the clipboard, for a spreadsheet.</source>
        <translation>将已打开序列的全部测量复制到剪贴板，可粘贴到电子表格。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Put the active viewport's picture on the clipboard.</source>
        <translation>将活动视口的图片复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Put the other strand of the selection on the clipboard.</source>
        <translation>将所选内容的互补链复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Put the selection on the clipboard.</source>
        <translation>将所选内容复制到剪贴板。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Put turned planes back along the volume's own axes.</source>
        <translation>将旋转过的平面恢复到体数据自身的轴向。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Put two proteins, or two stretches of DNA or RNA, below each other; see how sure each column is.</source>
        <translation>将两条蛋白质或两段 DNA 或 RNA 上下对齐，并查看每一列的可靠程度。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>R&amp;ed</source>
        <translation>红色(&amp;E)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>R, L or B.</source>
        <translation>R、L 或 B。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Raise the level by a tenth of the width.</source>
        <translation>窗位升高窗宽的十分之一。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Read the next record of the list.</source>
        <translation>读取列表中的下一条记录。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Read the record before in the list.</source>
        <translation>读取列表中的上一条记录。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Record &amp;before</source>
        <translation>上一条记录(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Remove links made by h&amp;and</source>
        <translation>解除手动联动(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Resample to a re&amp;gular grid</source>
        <translation>重采样为规则网格(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Rotate &amp;left</source>
        <translation>向左旋转(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Rotate &amp;right</source>
        <translation>向右旋转(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Run a model that finds boxes first.</source>
        <translation>请先运行可检出框的模型。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Run a model that looks for boxes first.</source>
        <translation>请先运行可检出框的模型。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Run an analysis first, or open a study that has one.</source>
        <translation>请先运行分析，或打开已有分析的检查。</translation>
    </message>
    <message>
        <source>Run the chosen model on the open series.</source>
        <translation type="vanished">对已打开的序列运行所选模型。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Run the chosen model on what is open.</source>
        <translation>对当前打开的内容运行所选模型。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>S&amp;lice</source>
        <translation>层面(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>S&amp;nap to edges</source>
        <translation>吸附到边缘(&amp;N)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Sa&amp;ve film…</source>
        <translation>保存影片(&amp;V)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Sa&amp;ve the table…</source>
        <translation>保存表格(&amp;V)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Save a cine, a run through slices or positions, or a turn in 3D as MP4 or GIF.</source>
        <translation>将电影、层面或位置的连续播放、三维旋转保存为 MP4 或 GIF。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Save all measurements of the open series as comma-separated values.</source>
        <translation>将已打开序列的全部测量保存为逗号分隔值（CSV）。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Save or copy a viewport, all viewports or the original image, with or without names and drawings.</source>
        <translation>保存或复制一个视口、全部视口或原始图像，可含或不含姓名与标注。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/output.py"/>
        <source>Save pict&amp;ure…</source>
        <translation>保存图片(&amp;U)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Save the 3D view as PNG, larger than the screen or with nothing behind the body if wished.</source>
        <translation>将三维视图保存为 PNG，可大于屏幕尺寸，也可使背景透明。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Save the measurements of the open series as JSON, to be imported elsewhere.</source>
        <translation>将已打开序列的测量保存为 JSON，以便在别处导入。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Say that the selected box shows something else.</source>
        <translation>指明所选框显示的是其他内容。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Say what the selected letters are that a model missed.</source>
        <translation>指明模型漏检的所选字母的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Score every variant of the open VCF file with a model of splice sites.</source>
        <translation>用剪接位点模型为已打开的 VCF 文件中的每个变异评分。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Scrolling and the crosshair of one series take along all that lie in the same place.</source>
        <translation>一个序列的滚动和十字线会带动处于同一空间位置的所有序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Se&amp;quence</source>
        <translation>生物序列(&amp;Q)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Second &amp;window</source>
        <translation>第二窗口(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Second window</source>
        <translation>第二窗口</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>See which models are installed, add, import, check and remove them.</source>
        <translation>查看已安装的模型，并添加、导入、检查和移除模型。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Select a measurement first.</source>
        <translation>请先选择一项测量。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Series description</source>
        <translation>序列描述</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Series that were linked to the active one by hand go their own way again.</source>
        <translation>与活动序列手动联动的序列恢复独立。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Set names, colours, text, memory, privacy and more.</source>
        <translation>设置姓名、颜色、文字、内存、隐私等。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Set the six sides of the crop box, the planes that cut, light and the opacity of surfaces by numbers.</source>
        <translation>用数值设置裁剪框的六个面、切割平面、光照和表面的不透明度。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Set the window by the values of the shown picture.</source>
        <translation>按当前图像的数值设置窗宽窗位。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Sho&amp;w measurements</source>
        <translation>显示测量(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/boxes.py"/>
        <source>Show &amp;boxes</source>
        <translation>显示框(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Show a thick slice of greatest values, least values or means, or a plain slice.</source>
        <translation>显示最大值、最小值或均值厚层，或普通层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show each pixel of the picture as one pixel of the screen.</source>
        <translation>图像的每个像素显示为屏幕的一个像素。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Show in 3D where the axial, coronal and sagittal slices lie.</source>
        <translation>在三维中显示轴位、冠状位和矢状位层面的位置。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show low values white.</source>
        <translation>低值显示为白色。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show or hide drawings stored in the picture.</source>
        <translation>显示或隐藏存储在图像中的覆盖层。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Show or hide the list of studies.</source>
        <translation>显示或隐藏检查列表。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/drawing.py"/>
        <source>Show or hide the list of what is measured and marked.</source>
        <translation>显示或隐藏测量与标注列表。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Show or hide what runs in the background, what failed and why.</source>
        <translation>显示或隐藏后台任务、失败的任务及其原因。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Show plain slices.</source>
        <translation>显示普通层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Show the &amp;curve…</source>
        <translation>显示曲线(&amp;C)…</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Show the &amp;whole body</source>
        <translation>显示整个体(&amp;W)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the first slice or picture.</source>
        <translation>显示第一层或第一幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Show the greatest value along the thickness.</source>
        <translation>显示厚度方向上的最大值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Show the images the way a stored presentation state wants them, or as they are stored.</source>
        <translation>按存储的显示状态显示图像，或按原样显示。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the last slice or picture.</source>
        <translation>显示最后一层或最后一幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Show the least value along the thickness.</source>
        <translation>显示厚度方向上的最小值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Show the mean value along the thickness.</source>
        <translation>显示厚度方向上的平均值。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the next slice or picture.</source>
        <translation>显示下一层或下一幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the patient as large as in life, where the pixels' size and the screen's are known.</source>
        <translation>在像素与屏幕尺寸已知时，按患者实际大小显示。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the picture larger.</source>
        <translation>放大图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the picture smaller.</source>
        <translation>缩小图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Show the record, the alignment, or what the file says of them, in turn.</source>
        <translation>依次显示记录、比对或文件中的说明。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the slice or picture before.</source>
        <translation>显示上一层或上一幅。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Show the volume, or the surfaces alone.</source>
        <translation>显示体，或仅显示表面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Show the whole picture as large as it fits.</source>
        <translation>以适合窗口的大小显示整幅图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Show what of the image speaks for the chosen finding, as a map over it.</source>
        <translation>显示图像中支持所选发现的内容，以分布图叠加其上。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/spec.py"/>
        <source>Si&amp;ze and place</source>
        <translation>大小与位置(&amp;Z)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Slab</source>
        <translation>厚层</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Slab of &amp;greatest values (MIP)</source>
        <translation>最大密度投影厚层(MIP)(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Slab of &amp;least values (MinIP)</source>
        <translation>最小密度投影厚层(MinIP)(&amp;L)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Slab of &amp;means</source>
        <translation>平均值厚层(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Smooth pixels on the screen, or show them as they are.</source>
        <translation>平滑显示像素，或按原样显示。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Stands</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Stop the analysis that runs; nothing of it is kept.</source>
        <translation>停止正在运行的分析；不保留任何结果。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Straighten the volume along the selected polyline, in this viewport.</source>
        <translation>在此视口中沿所选折线拉直体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Study &amp;browser</source>
        <translation>检查浏览器(&amp;B)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Study description</source>
        <translation>检查描述</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Such as PA, LL, CC or MLO.</source>
        <translation>例如 PA、LL、CC 或 MLO。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>T&amp;hinner slab</source>
        <translation>减薄厚层(&amp;H)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Take back what was done last; the trail of decisions keeps both.</source>
        <translation>撤销上一次操作；决定记录中两者都会保留。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Take fewer slices into the slab.</source>
        <translation>减少厚层所含的层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Take more slices into the slab.</source>
        <translation>增加厚层所含的层面。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Take the crop box back to the whole volume, and clip nothing.</source>
        <translation>将裁剪框恢复到整个体数据，且不切割。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Ten back</source>
        <translation>后退十幅</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Ten forward</source>
        <translation>前进十幅</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Text in the &amp;corners</source>
        <translation>四角文字(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>The active series was not linked by hand.</source>
        <translation>活动序列未被手动联动。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>The active viewport and the next one change places; Alt and the left button drag a viewport anywhere.</source>
        <translation>活动视口与下一视口交换位置；按住 Alt 并用左键可将视口拖到任意位置。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>The active viewport shows no volume.</source>
        <translation>活动视口未显示体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>The active viewport shows nothing.</source>
        <translation>活动视口为空。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>The active volume in axial, coronal and sagittal planes and in 3D.</source>
        <translation>以轴位、冠状位、矢状位和三维显示活动体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>The finding is right; it goes into the report.</source>
        <translation>该发现正确；将写入报告。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>The finding is wrong; it never appears as a finding.</source>
        <translation>该发现错误；不会作为发现出现。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>The shown result has no map of what is shown.</source>
        <translation>当前结果没有所显示内容的分布图。</translation>
    </message>
    <message>
        <source>The shown result has no uncertainty map.</source>
        <translation type="vanished">所示结果没有不确定性图。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>There is an earlier study of the same patient with the same modality.</source>
        <translation>同一患者有同类设备的既往检查。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>There is nothing to do again.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/keys_dialog.py"/>
        <source>This is no list of keys of MedView.</source>
        <translation>这不是 MedView 的快捷键列表。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Three &amp;planes and 3D</source>
        <translation>三平面与三维(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Turn &amp;once</source>
        <translation>旋转一周(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/mpr.py"/>
        <source>Turn all planes together; without it each plane turns alone, unless Shift is held.</source>
        <translation>所有平面一起旋转；否则各平面单独旋转，按住 Shift 时除外。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Turn the picture back.</source>
        <translation>逆时针旋转图像。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Turn the picture clockwise.</source>
        <translation>顺时针旋转图像。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Two directions of L, R, A, P, H and F are expected, such as P\L.</source>
        <translation>应为 L、R、A、P、H、F 中的两个方向，例如 P\L。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/layouts.py"/>
        <source>Two viewports side by side.</source>
        <translation>两个并列的视口。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>Ultrasound</source>
        <translation>超声</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Use a window that is common for this kind of picture, or one of your own.</source>
        <translation>使用此类图像常用的窗，或自定义的窗。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>Version, what it is not, and licences.</source>
        <translation>版本、非医疗器械声明与许可证。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>View position</source>
        <translation>投照体位</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Viewports that find no series are left out.</source>
        <translation>未找到序列的视口将被省略。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>What is shown of the series.</source>
        <translation>显示序列的哪一部分。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>What pictures have at the right and the lower edge, such as P\L; empty as they are stored.</source>
        <translation>图像右缘和下缘应为的方向，例如 P\L；留空则按存储的方位显示。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>What the chosen model is for, how well it did, where it fails, and whose it is.</source>
        <translation>所选模型的用途、性能、局限与来源。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Where Body Part Examined is missing, words of the description count.</source>
        <translation>缺少“检查部位”时，以描述中的词语为准。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Which</source>
        <translation>第几个</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Which of the series that fit: 1 for the first.</source>
        <translation>在符合条件的序列中选第几个：1 为第一个。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/comfort.py"/>
        <source>White text on black, with lines around everything that can be used.</source>
        <translation>黑底白字，所有可操作的控件都有边框。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Widen the window by a tenth.</source>
        <translation>窗宽增大十分之一。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Width / level and a name are expected, such as 1500 / -600 Lung.</source>
        <translation>应为“窗宽 / 窗位 名称”，例如 1500 / -600 肺窗。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Width / level and a name; empty for the series' own.</source>
        <translation>窗宽 / 窗位与名称；留空则使用序列自带的窗。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <location filename="medview/views/actions/links.py"/>
        <source>Window and level hold for all series of the same quantity, or of the same modality without one.</source>
        <translation>窗宽窗位作用于所有物理量相同的序列；无物理量时作用于设备类型相同的序列。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Window by re&amp;gion</source>
        <translation>区域定窗(&amp;G)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/program.py"/>
        <source>Write a few words beside your decision; the report has them.</source>
        <translation>在您的决定旁写几句话；报告中会有。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Write everything, little or nothing.</source>
        <translation>显示全部、少量或不显示文字。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/sequences.py"/>
        <source>Write the selection, or all that is shown, into a file.</source>
        <translation>将所选内容（未选择时为显示的全部内容）写入文件。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/three_d.py"/>
        <source>Write the surfaces of labels as STL, OBJ or PLY files.</source>
        <translation>将标签表面写为 STL、OBJ 或 PLY 文件。</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <location filename="medview/views/actions/viewing.py"/>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>as acquired</source>
        <translation>按采集</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>content</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>in the middle</source>
        <translation>居中</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/model.py"/>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/model.py"/>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>with</source>
        <translation>有</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/words.py"/>
        <source>without</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/key_ask.py"/>
        <source>{key} opens the menu “{menu}” already: neither works reliably while both have it.</source>
        <translation>{key} 已用于打开“{menu}”菜单：两者共用此键时，都无法可靠生效。</translation>
    </message>
    <message>
        <location filename="medview/views/hanging/columns.py"/>
        <source>{projections} and a thickness in mm are expected, such as maximum 10.</source>
        <translation>应为 {projections} 之一加厚度（mm），例如 maximum 10。</translation>
    </message>
</context>
<context>
    <name>annotated</name>
    <message>
        <location filename="medview/views/pictures/annotated.py"/>
        <source>Overlay planes hidden</source>
        <translation>覆盖层平面已隐藏</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/annotated.py"/>
        <source>Overlay planes: only on slices as taken</source>
        <translation>覆盖层平面：仅在原始采集切面上绘制</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/annotated.py"/>
        <source>Stored table: only on slices as taken</source>
        <translation>存储的查找表：仅用于原始采集切面</translation>
    </message>
</context>
<context>
    <name>boxes</name>
    <message>
        <location filename="medview/views/boxes/marked.py"/>
        <source>+ {name}, by hand</source>
        <translation>+ {name}，手动</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/fitting.py"/>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/fitting.py"/>
        <source>Change class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/fitting.py"/>
        <source>Hide this class</source>
        <translation>隐藏此类别</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/fitting.py"/>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/fitting.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/adding.py"/>
        <source>What does it show?</source>
        <translation>框内是什么？</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/adding.py"/>
        <source>What the box shows</source>
        <translation>框的内容</translation>
    </message>
    <message>
        <location filename="medview/views/boxes/marked.py"/>
        <source>{name} {percent:.0f} %</source>
        <translation>{name} {percent:.0f} %</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>A person chose this version.</source>
        <translation>此版本由人工选定。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Imported from {source}.</source>
        <translation>导入自 {source}。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Installed from {source}.</source>
        <translation>安装自 {source}。</translation>
    </message>
    <message>
        <source>It does not read the open series: {reasons}</source>
        <translation type="vanished">它不能读取已打开的序列：{reasons}</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>It does not read what is open: {reasons}</source>
        <translation>它不能读取当前打开的内容：{reasons}</translation>
    </message>
    <message>
        <source>It reads the open series.</source>
        <translation type="vanished">它可读取已打开的序列。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>It reads what is open.</source>
        <translation>它能读取当前打开的内容。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>It takes {size} on the disk.</source>
        <translation>占用磁盘 {size}。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Not for this series</source>
        <translation>不适用于此序列</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Not verified on this computer yet.</source>
        <translation>尚未在本机验证。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Other version used</source>
        <translation>已用其他版本</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Signature wrong</source>
        <translation>签名不符</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Used</source>
        <translation>使用中</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>Verified on {device} in {precision}, {date}.</source>
        <translation>已于 {date} 在 {device} 上以 {precision} 精度验证。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>the graphics processor</source>
        <translation>图形处理器</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>this processor</source>
        <translation>本机处理器</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>{signature} A person on this computer answers for it.</source>
        <translation>{signature}本机有人对其负责。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>{signature} Nobody has confirmed it yet: it is not run.</source>
        <translation>{signature}尚无人确认：不会运行。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>{size:.0f} kB</source>
        <translation>{size:.0f} kB</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>{size:.1f} GB</source>
        <translation>{size:.1f} GB</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/entry.py"/>
        <source>{size:.1f} MB</source>
        <translation>{size:.1f} MB</translation>
    </message>
</context>
<context>
    <name>corner</name>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>At crosshair {0}</source>
        <translation>十字线处 {0}</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Colours: {name}</source>
        <translation>颜色：{name}</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Display as stored</source>
        <translation>按原始像素显示</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Display interpolated</source>
        <translation>插值显示</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Image {0} / {1}</source>
        <translation>图像 {0} / {1}</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Inverted</source>
        <translation>反相</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>MIP, {thickness} mm</source>
        <translation>最大密度投影，{thickness} mm</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Mean, {thickness} mm</source>
        <translation>平均值，{thickness} mm</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>MinIP, {thickness} mm</source>
        <translation>最小密度投影，{thickness} mm</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>No patient name</source>
        <translation>无患者姓名</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Oblique plane</source>
        <translation>斜面</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Oblique {0:.0f}°</source>
        <translation>斜位 {0:.0f}°</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Own window</source>
        <translation>独立窗</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Step {0:.2f} mm</source>
        <translation>层距 {0:.2f} mm</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>VOI table  {name}</source>
        <translation>VOI 查找表  {name}</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Zoom {0:.0f}×</source>
        <translation>缩放 {0:.0f}×</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/corner_text.py"/>
        <source>Zoom {0:.2g}×</source>
        <translation>缩放 {0:.2g}×</translation>
    </message>
</context>
<context>
    <name>curved</name>
    <message>
        <location filename="medview/views/planes/curves.py"/>
        <source>Curved view</source>
        <translation>曲面视图</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curves.py"/>
        <source>Draw a polyline on a slice, or select one, and ask again.</source>
        <translation>请在层面上绘制或选择一条折线，然后重试。</translation>
    </message>
    <message>
        <location filename="medview/views/planes/curves.py"/>
        <source>There is no line to follow.</source>
        <translation>没有可沿循的折线。</translation>
    </message>
</context>
<context>
    <name>decorations</name>
    <message>
        <location filename="medview/views/viewport/bars.py"/>
        <source>Uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/bars.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>demo</name>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>Choose another folder with --out.</source>
        <translation>请用 --out 选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>The demonstration waited for {what} in vain.</source>
        <translation>演示等待{what}超时。</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>The results cannot be written to {folder}: {reason}.</source>
        <translation>无法将结果写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>a button</source>
        <translation>按钮可用</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>a decision</source>
        <translation>作出决定</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the analysis</source>
        <translation>分析完成</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the analysis to begin</source>
        <translation>分析开始</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the end of the export</source>
        <translation>导出结束</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the files</source>
        <translation>文件生成</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the report</source>
        <translation>报告生成</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the study</source>
        <translation>检查打开</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>the window</source>
        <translation>窗口打开</translation>
    </message>
    <message>
        <location filename="medview/views/demo.py"/>
        <source>{name}.png shows the screen; try again when the computer has less to do.</source>
        <translation>{name}.png 为当时的屏幕；请在计算机负载较低时重试。</translation>
    </message>
</context>
<context>
    <name>filming</name>
    <message>
        <location filename="medview/views/flows/filming.py"/>
        <source>Along the dimension “{name}”</source>
        <translation>沿维度“{name}”</translation>
    </message>
    <message>
        <location filename="medview/views/flows/filming.py"/>
        <source>The 3D view, once around</source>
        <translation>三维视图旋转一周</translation>
    </message>
    <message>
        <location filename="medview/views/flows/filming.py"/>
        <source>The pictures of the stack</source>
        <translation>堆栈中的图像</translation>
    </message>
    <message>
        <location filename="medview/views/flows/filming.py"/>
        <source>The slices of the volume</source>
        <translation>体数据的层面</translation>
    </message>
</context>
<context>
    <name>fusion</name>
    <message>
        <location filename="medview/views/fusion/fitting.py"/>
        <source>Check the patients' data before you lay one over the other.</source>
        <translation>叠加前请核对患者信息。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/fitting.py"/>
        <source>Fused series taken away</source>
        <translation>移除融合序列</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>It is not open: {reason}</source>
        <translation>未打开：{reason}</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>Nothing relates the two. Register them, or move one by hand.</source>
        <translation>两者之间没有空间关系。请进行配准，或手动移动其中之一。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>Only volumes can be drawn over this one.</source>
        <translation>只有体数据可以叠加在本序列上。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/fitting.py"/>
        <source>Open the folder that holds it; both are then in the list of studies.</source>
        <translation>请打开包含它的文件夹；两者随后都会列于检查列表中。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>Placed by: {how}</source>
        <translation>定位依据：{how}</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/fitting.py"/>
        <source>Series fused</source>
        <translation>叠加融合序列</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>The files name no patient</source>
        <translation>文件未注明患者</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>The other series belongs to another patient.</source>
        <translation>另一序列属于其他患者。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/fitting.py"/>
        <source>There is no other volume of this patient to draw over this one.</source>
        <translation>该患者没有其他可叠加在本序列上的体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>moved by hand</source>
        <translation>手动移动</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>not accepted</source>
        <translation>未接受</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>offset by hand</source>
        <translation>手动偏移</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>proposed</source>
        <translation>建议位置</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>registration</source>
        <translation>配准</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>the same frame of reference</source>
        <translation>同一参考坐标系</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/choices.py"/>
        <source>the volumes' centres</source>
        <translation>体数据中心</translation>
    </message>
</context>
<context>
    <name>image</name>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>Colour, brightness changed</source>
        <translation>彩色，亮度已更改</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>Colour: no window</source>
        <translation>彩色：无窗</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>No scale: pixel size unknown</source>
        <translation>无比例尺：像素大小未知</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>Overlay planes hidden</source>
        <translation>覆盖层平面已隐藏</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>Time {0:.2f} s</source>
        <translation>时间 {0:.2f} 秒</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>at the detector</source>
        <translation>探测器处</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>calibrated</source>
        <translation>已校准</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/image_words.py"/>
        <source>within the ultrasound region</source>
        <translation>超声区域内</translation>
    </message>
</context>
<context>
    <name>import_answers</name>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Body parts</source>
        <translation>检查部位</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>DICOM body parts, such as BRAIN, with commas; none: any</source>
        <translation>DICOM 检查部位，例如 BRAIN，以逗号分隔；留空表示任意部位</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>DICOM modalities it reads, such as MR or CT, with commas</source>
        <translation>所读取的 DICOM 设备类型，例如 MR 或 CT，以逗号分隔</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Identifier</source>
        <translation>标识符</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Known failures</source>
        <translation>已知失效情形</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Modalities</source>
        <translation>设备类型</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>One data set to each line: name; licence; number of cases; address; whom to thank</source>
        <translation>每行一个数据集，各项以分号分隔：名称；许可证；病例数；地址；致谢对象</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>SPDX identifier of the weights' licence, such as CC-BY-4.0</source>
        <translation>权重许可证的 SPDX 标识符，例如 CC-BY-4.0</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Small letters, digits and dashes; also the name of its folder</source>
        <translation>小写字母、数字和连字符；也用作其文件夹名称</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>What it does, in one sentence</source>
        <translation>用一句话说明其功能</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>What it is for, and for whom</source>
        <translation>用途与使用对象</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>What it reads, in words</source>
        <translation>用文字说明其读取的内容</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>What readers call the model</source>
        <translation>阅片者所用的模型名称</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Where it goes wrong, one sentence to each line</source>
        <translation>何种情况下会出错，每行一句</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Who made it</source>
        <translation>制作者</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>Write it as {{"name": value}}.</source>
        <translation>请写成 {{"name": value}}。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/answers.py"/>
        <source>“{field}” is not a JSON object.</source>
        <translation>“{field}”不是 JSON 对象。</translation>
    </message>
</context>
<context>
    <name>import_form</name>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>A text of a licence came with it.</source>
        <translation>附有许可证文本。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>How boxes are read from its output</source>
        <translation>如何从其输出读取边框</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>How images are prepared</source>
        <translation>图像如何预处理</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>How intensities are scaled</source>
        <translation>强度如何缩放</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Network {name}: {inputs} channels in, {outputs} out; sets of weights: {count}.</source>
        <translation>网络 {name}：输入 {inputs} 通道，输出 {outputs} 通道；权重组数：{count}。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>No licence came with it.</source>
        <translation>未附许可证。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Orientation of its axes</source>
        <translation>其坐标轴的方向</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Read as {format}; nothing of it was run.</source>
        <translation>按 {format} 读取；未运行其中任何内容。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Size of its voxels</source>
        <translation>其体素的大小</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Size of its windows</source>
        <translation>其窗口的大小</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>The usual arguments of the network were taken where the weights do not tell them; if they are others, all results are wrong. Say them under Arguments.</source>
        <translation>权重未说明的网络参数已按常用值填写；若实际不同，所有结果都是错误的。请在“参数”处指明。</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>What its output means</source>
        <translation>其输出的含义</translation>
    </message>
    <message>
        <location filename="medview/views/catalogue/form.py"/>
        <source>Which letters it reads</source>
        <translation>它读取哪些字母</translation>
    </message>
</context>
<context>
    <name>key images</name>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <source>Image {number}</source>
        <translation>图像 {number}</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <source>Mark a key image</source>
        <translation>标记关键图像</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <source>Note of a key image</source>
        <translation>关键图像的备注</translation>
    </message>
    <message>
        <location filename="medview/views/reading/key_images.py"/>
        <source>Take a mark away</source>
        <translation>取消标记</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>Annotations</source>
        <translation type="vanished">标注</translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="vanished">文档</translation>
    </message>
    <message>
        <source>ECG</source>
        <translation type="vanished">心电图</translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="vanished">图像</translation>
    </message>
    <message>
        <source>Key objects</source>
        <translation type="vanished">关键对象</translation>
    </message>
    <message>
        <source>Other object</source>
        <translation type="vanished">其他对象</translation>
    </message>
    <message>
        <source>Parametric map</source>
        <translation type="vanished">参数图</translation>
    </message>
    <message>
        <source>Presentation state</source>
        <translation type="vanished">显示状态</translation>
    </message>
    <message>
        <source>RT dose</source>
        <translation type="vanished">放疗剂量</translation>
    </message>
    <message>
        <source>RT plan</source>
        <translation type="vanished">放疗计划</translation>
    </message>
    <message>
        <source>RT structures</source>
        <translation type="vanished">放疗结构</translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="vanished">报告</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation type="vanished">分割</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation type="vanished">信号</translation>
    </message>
    <message>
        <source>Slide</source>
        <translation type="vanished">切片</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="vanished">体数据</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <location filename="medview/views/tiles/links.py"/>
        <source>Link by hand removed</source>
        <translation>解除手动联动</translation>
    </message>
    <message>
        <location filename="medview/views/tiles/links.py"/>
        <source>Linked by hand</source>
        <translation>手动联动</translation>
    </message>
    <message>
        <location filename="medview/views/reading/link_words.py"/>
        <source>Linked: {how}</source>
        <translation>联动：{how}</translation>
    </message>
    <message>
        <location filename="medview/views/reading/link_words.py"/>
        <source>by the volumes' centres</source>
        <translation>按体数据中心</translation>
    </message>
    <message>
        <location filename="medview/views/reading/link_words.py"/>
        <source>offset by hand</source>
        <translation>手动偏移</translation>
    </message>
    <message>
        <location filename="medview/views/reading/link_words.py"/>
        <source>registration</source>
        <translation>配准</translation>
    </message>
    <message>
        <location filename="medview/views/reading/link_words.py"/>
        <source>same frame of reference</source>
        <translation>同一参考坐标系</translation>
    </message>
</context>
<context>
    <name>measurements</name>
    <message>
        <location filename="medview/views/drawing/jumping.py"/>
        <source>Axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/jumping.py"/>
        <source>Coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/jumping.py"/>
        <source>Oblique</source>
        <translation>斜位</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/jumping.py"/>
        <source>Sagittal</source>
        <translation>矢状位</translation>
    </message>
</context>
<context>
    <name>medview</name>
    <message>
        <location filename="medview/engine/importing/targets.py"/>
        <source> (it needs einops, which MedView does not carry)</source>
        <translation> （需要 MedView 未附带的 einops）</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source> (picture {numbers})</source>
        <translation> （第 {numbers} 幅图像）</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source> (pictures {numbers})</source>
        <translation> （第 {numbers} 幅图像）</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source> and {count} more</source>
        <translation> 以及另外 {count} 项</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source># {name}

Imported from nnU-Net v2 by MedView {version}: configuration {configuration}, plans {plans}, folds: {folds}.

nnU-Net: Isensee et al. 2021, Nature Methods 18, 203-211, https://doi.org/10.1038/s41592-020-01008-z.
</source>
        <translation># {name}

由 MedView {version} 从 nnU-Net v2 导入：配置 {configuration}，plans {plans}，折：{folds}。

nnU-Net: Isensee et al. 2021, Nature Methods 18, 203-211, https://doi.org/10.1038/s41592-020-01008-z.
</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <location filename="medview/io/objects/other.py"/>
        <source>(cannot be read)</source>
        <translation>（无法读取）</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>(missing)</source>
        <translation>（缺失）</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>0 where the model is sure, 1 where it guesses.</source>
        <translation>0 表示模型确定，1 表示猜测。</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <source>0 where the model is sure, 1 where it guesses; only around the structures.</source>
        <translation>0 表示模型确定，1 表示猜测；仅限结构周围。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>1 AI finding was not reviewed and is left out.</source>
        <translation>有 1 个人工智能发现未审阅，已省略。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>1 AI finding was rejected by the reader.</source>
        <translation>有 1 个人工智能发现被审阅者拒绝。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>1 finding was added by the reader; the model has none there.</source>
        <translation>有 1 个发现由审阅者添加；模型在该处没有发现。</translation>
    </message>
    <message>
        <location filename="medview/core/card.py"/>
        <source>1 in {count}</source>
        <translation>每 {count} 处 1 个</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>1 is certain, 20 a guess among all amino acids.</source>
        <translation>1 表示确定，20 表示在所有氨基酸中猜测。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>1 − specificity</source>
        <translation>1 − 特异度</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <location filename="medview/engine/picture_findings.py"/>
        <source>100 × (left − right) / mean of both; positive where the left is larger.</source>
        <translation>100 ×（左 − 右）/ 两侧均值；左侧较大时为正。</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/evaluating.py"/>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>95 % intervals by bootstrap over groups. Median time of a case: {seconds} s. Precision: {precision}. Weights (SHA-256): {sha256}. MedView {version}.</source>
        <translation>95 % 区间由按组的自助法得出。单个病例耗时中位数：{seconds} s。精度：{precision}。权重 (SHA-256)：{sha256}。MedView {version}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>@{place}, which is not in the bundle</source>
        <translation>@{place}（不在 bundle 中）</translation>
    </message>
    <message>
        <location filename="medview/core/study.py"/>
        <source>A DICOM segmentation needs a DICOM series with a frame of reference to refer to; this one has none.</source>
        <translation>DICOM 分割须引用具有参考坐标系的 DICOM 序列；此序列没有参考坐标系。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>A MONAI bundle.</source>
        <translation>MONAI bundle。</translation>
    </message>
    <message>
        <location filename="medview/tasks/planning.py"/>
        <source>A classical method: thresholds and shapes, no network, nothing learned.</source>
        <translation>经典方法：阈值与形状，无网络，不含学习成分。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>A compressed frame has {found} bits a sample; the object has room for {expected}.</source>
        <translation>压缩帧的每个样本为 {found} 位；对象仅能容纳 {expected} 位。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>A compressed frame is {found} samples large; the object says {expected}.</source>
        <translation>压缩帧的大小为 {found} 个样本；对象声明为 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/imaging/curved.py"/>
        <source>A curved picture needs a line through two places at least.</source>
        <translation>曲面图像需要至少经过两点的折线。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>A decision needs the name of the person who makes it.</source>
        <translation>作出决定需要注明决定者的姓名。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>A diffusion series with b-values up to {value:g} s/mm².</source>
        <translation>弥散序列，b 值最大为 {value:g} s/mm²。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>A dose is laid over volumes; these images are single pictures.</source>
        <translation>剂量图只能叠加在体数据上；这些图像为单幅图像。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/reader.py"/>
        <source>A file of the format {format} has no qualities.</source>
        <translation>{format} 格式的文件没有质量值。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <location filename="medview/io/pixels/source.py"/>
        <source>A file of this series cannot be read: {why}.</source>
        <translation>此序列的一个文件无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <location filename="medview/io/dicom_slices.py"/>
        <source>A file of this series changed since it was listed.</source>
        <translation>此序列的一个文件在列出后已更改。</translation>
    </message>
    <message>
        <location filename="medview/io/images.py"/>
        <source>A file of this series holds {count} frames; it held more when it was listed.</source>
        <translation>此序列的一个文件含 {count} 帧；列出时帧数更多。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <source>A file of this series is truncated.</source>
        <translation>此序列的一个文件不完整（被截断）。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>A file of variants has no letters; its reference is not beside it.</source>
        <translation>变异文件不含序列字母，且旁边没有其参考序列。</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <source>A film needs at least two pictures.</source>
        <translation>影片至少需要两幅图像。</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <source>A film shows {least:g} to {most:g} pictures a second, not {rate:g}.</source>
        <translation>影片每秒可显示 {least:g} 至 {most:g} 幅图像，不支持 {rate:g} 幅。</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <source>A film's file must end in .mp4 or .gif; {name} does not.</source>
        <translation>影片文件的扩展名须为 .mp4 或 .gif；{name} 不符合。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>A finding was made on another series.</source>
        <translation>有一个发现来自另一序列。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/native.py"/>
        <source>A frame should take {needed} bytes; the file holds {present} of them.</source>
        <translation>一帧应占 {needed} 字节；文件中只有 {present} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>A group has no sample.</source>
        <translation>一个通道组没有采样。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>A group is cut off: {present} of {count} samples.</source>
        <translation>一个通道组不完整：{count} 个采样中仅有 {present} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>A group of {stated} channels, {channels} of them described, as {kind} cannot be read.</source>
        <translation>无法读取声明 {stated} 个通道、描述 {channels} 个通道且类型为 {kind} 的通道组。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/layers.py"/>
        <source>A layer of {shape} voxels cannot be shown.</source>
        <translation>无法显示 {shape} 体素的图层。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>A leg has no length: there is no angle.</source>
        <translation>一条边的长度为零：无角度。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>A line has no length: there is no angle.</source>
        <translation>一条线的长度为零：无角度。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>A map shows what the network used, not whether it was right.</source>
        <translation>分布图显示网络利用了什么，而非其判断是否正确。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>A measurement was drawn on other images than those reported on.</source>
        <translation>有一项测量绘制在报告以外的图像上。</translation>
    </message>
    <message>
        <location filename="medview/views/background.py"/>
        <source>A mistake in MedView kept this from being done ({place}).</source>
        <translation>MedView 出现错误，此操作未能完成（{place}）。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>A part of the region lies outside the picture.</source>
        <translation>区域的一部分位于图像之外。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>A picture beside medical images; open it by itself to see it.</source>
        <translation>与医学图像同处的图片；请单独打开查看。</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>A pixel is {aspect} times as high as wide; lengths are in widths of a pixel.</source>
        <translation>像素高度为宽度的 {aspect} 倍；长度以像素宽度为单位。</translation>
    </message>
    <message>
        <location filename="medview/imaging/oblique.py"/>
        <source>A plane needs two perpendicular directions; these are {axes}.</source>
        <translation>平面需要两个相互垂直的方向；实际为 {axes}。</translation>
    </message>
    <message>
        <location filename="medview/core/pair_alignment.py"/>
        <source>A protein cannot be aligned with nucleotides: {names}.</source>
        <translation>蛋白质不能与核苷酸比对：{names}。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>A publisher needs a name.</source>
        <translation>发布者须有名称。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>A record begins with @; this line does not.</source>
        <translation>记录以 @ 开头，而这一行不是。</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>A report cannot be written as {ending}.</source>
        <translation>报告不能写为 {ending}。</translation>
    </message>
    <message>
        <source>A report or document may name the patient anywhere in its text.</source>
        <translation type="vanished">报告或文档的正文中可能出现患者姓名。</translation>
    </message>
    <message>
        <location filename="medview/engine/aligning/answering.py"/>
        <source>A sequence to be aligned has no letters.</source>
        <translation>要比对的一条序列没有字符。</translation>
    </message>
    <message>
        <location filename="medview/imaging/aligning.py"/>
        <source>A series of {shape} voxels is too thin to be registered: {least} are needed along each axis.</source>
        <translation>{shape} 体素的序列过薄，无法配准：每个轴向至少需要 {least} 个体素。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>A single image; a volume needs at least two parallel slices.</source>
        <translation>仅有单幅图像；体数据至少需要两个平行层面。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>A sphere needs a volume.</source>
        <translation>球体需要体数据。</translation>
    </message>
    <message>
        <location filename="medview/core/measurement_json.py"/>
        <source>A stored drawing cannot be read ({what}).</source>
        <translation>无法读取一个已存储的绘图（{what}）。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>A stored drawing could not be read and is not shown; it stays in the store.</source>
        <translation>一个已存储的绘图无法读取，未显示；仍保留在存储中。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>A stored result is incomplete and is not shown; its decisions are kept. Run the analysis again.</source>
        <translation>一个已存储的结果不完整，未显示；其决定已保留。请重新运行分析。</translation>
    </message>
    <message>
        <location filename="medview/core/carrying.py"/>
        <source>A structured report has no boxes in space; they are in findings.json and findings.csv.</source>
        <translation>结构化报告不含空间中的框；这些框见 findings.json 和 findings.csv。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>A table names it, but it is not there.</source>
        <translation>表格中列有此项，但文件不存在。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>A user of MedView</source>
        <translation>MedView 用户</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>A user's own data</source>
        <translation>用户自有数据</translation>
    </message>
    <message>
        <location filename="medview/core/transfer.py"/>
        <source>A way to look in 3D needs 2 to {most} points by ascending value.</source>
        <translation>三维显示方式需要 2 至 {most} 个按数值升序排列的点。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>A window is written as width/level, such as 400/40; “{text}” is not.</source>
        <translation>窗应写为“窗宽/窗位”，例如 400/40；“{text}”不符合。</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>AI suggestion, not reviewed</source>
        <translation>人工智能建议，未审阅</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/batch.py"/>
        <location filename="medview/cli/substitutions.py"/>
        <location filename="medview/cli/variants.py"/>
        <source>AI suggestion, unreviewed</source>
        <translation>人工智能建议，未审阅</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>AI suggestions, unreviewed</source>
        <translation>人工智能建议，未审阅</translation>
    </message>
    <message>
        <source>Absolute volume error (mL)</source>
        <translation type="vanished">绝对体积误差 (mL)</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>Accept at least one finding, or undo a decision.</source>
        <translation>请至少接受一个发现，或撤销一个决定。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Accept or reject it first.</source>
        <translation>请先接受或拒绝它。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Accept or reject the findings first.</source>
        <translation>请先接受或拒绝这些发现。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>Accept, correct or reject every finding of some studies first.</source>
        <translation>请先对若干检查的每个发现予以接受、修正或拒绝。</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <source>Acceptor gain</source>
        <translation>受体增益</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <source>Acceptor loss</source>
        <translation>受体丧失</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Accession</source>
        <translation>检查号</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>Add one key or remove one.</source>
        <translation>请添加一个密钥，或移除一个密钥。</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>Added by the reader</source>
        <translation>由审阅者添加</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Addition</source>
        <translation>添加</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Alanine</source>
        <translation>丙氨酸</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pairs.py"/>
        <source>Align the sequences again.</source>
        <translation>请重新比对这些序列。</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <location filename="medview/tasks/aligning.py"/>
        <source>Aligning the sequences</source>
        <translation>正在比对序列</translation>
    </message>
    <message>
        <location filename="medview/core/pair_review.py"/>
        <source>Alignment of {first} and {second}</source>
        <translation>{first} 与 {second} 的比对</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>All cases are of one group, so that none can be held out to measure the result.</source>
        <translation>全部病例属于同一组，因此无法留出病例来评估结果。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>All cases to learn from are of one class.</source>
        <translation>可供学习的病例全部属于同一类别。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>All together</source>
        <translation>总和</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>All together: from {blank:+.2f} to {score:+.2f}.</source>
        <translation>合计：从 {blank:+.2f} 到 {score:+.2f}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>All {count} cases are of one class, {label}: how well classes are told apart cannot be measured.</source>
        <translation>全部 {count} 例均属于同一类别 {label}：无法评估类别区分能力。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>All {count} cases of {split} are of one class, {label}.</source>
        <translation>{split} 的全部 {count} 例均属于同一类别 {label}。</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>All {count} images lie in one place; a volume needs at least two parallel slices.</source>
        <translation>全部 {count} 幅图像位于同一位置；体数据至少需要两个平行层面。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>All {count} masks of {split} are empty.</source>
        <translation>{split} 的全部 {count} 个掩膜均为空。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Among the likeliest places, as many as are expected. Counted in: {rarity} places of a strand is a true one.</source>
        <translation>属于最可能的位置，列出数目与预期相同。已计入：一条链上{rarity}为真。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/rle.py"/>
        <source>An RLE frame has {count} segments where {expected} are needed.</source>
        <translation>RLE 帧含 {count} 个段，应为 {expected} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/rle.py"/>
        <source>An RLE segment holds {present} bytes where {needed} are needed.</source>
        <translation>RLE 段含 {present} 字节，应为 {needed} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>An animal: the orientation letters are those of a standing person.</source>
        <translation>动物：方位字母按站立的人体标注。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>An image decodes to {found} instead of {expected} pixels.</source>
        <translation>图像解码后为 {found} 像素，应为 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_facts.py"/>
        <source>An object of class {uid}</source>
        <translation>SOP 类为 {uid} 的对象</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_facts.py"/>
        <source>An object without a SOP class</source>
        <translation>无 SOP 类的对象</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/sequences.py"/>
        <source>Analyse a part of the record, and explain what is found there.</source>
        <translation>请分析该记录的一部分，再解释其中的发现。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/subjects.py"/>
        <source>Analyse the picture again, and explain one of the boxes found then.</source>
        <translation>请重新分析该图像，并对由此检出的一个框进行解释。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/slices.py"/>
        <source>Analyse the series again, and explain one of the boxes found then.</source>
        <translation>请重新分析该序列，并对由此检出的一个框进行解释。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <source>Analyse the series again, and explain what is found then.</source>
        <translation>请重新分析该序列，并对由此得到的发现进行解释。</translation>
    </message>
    <message>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/batch.py"/>
        <location filename="medview/cli/explain.py"/>
        <location filename="medview/cli/substitutions.py"/>
        <source>Analysing</source>
        <translation>正在分析</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/core/measured_text.py"/>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Annotations</source>
        <translation>标注</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>Another file of this name is used.</source>
        <translation>已使用同名的另一个文件。</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>Another package of {model}, version {version}, is installed already.</source>
        <translation>已安装另一个 {model}（版本 {version}）的模型包。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Approval</source>
        <translation>批准状态</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Arginine</source>
        <translation>精氨酸</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <location filename="medview/training/cases.py"/>
        <source>Ask for fewer parts, or give more cases.</source>
        <translation>请减少份数，或提供更多病例。</translation>
    </message>
    <message>
        <location filename="medview/core/letters.py"/>
        <source>Ask for letters between 0 and {length}.</source>
        <translation>请取 0 到 {length} 之间的字母。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>Ask for one letter at least: + in place of *.</source>
        <translation>请至少要求一个字母：用 + 代替 *。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>Ask for the bundle's models/model.pt, or save the state_dict() of the program where it is trusted.</source>
        <translation>请索取该 bundle 的 models/model.pt，或在信任该程序的环境中保存其 state_dict()。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>Ask its maker for a bundle with a version.</source>
        <translation>请向其制作者索取带版本号的 bundle。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>Ask its maker for a network that ends, or say a smaller size with --settings.</source>
        <translation>请向其制作者索取能够结束的网络，或用 --settings 指定较小的尺寸。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>Ask its maker for a network that takes less, say a smaller size with --settings, or close other programs.</source>
        <translation>请向其制作者索取占用内存更少的网络，例如用 --settings 指定更小的尺寸，或关闭其他程序。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>Ask its maker for a whole ONNX file of ordinary operations with all weights in it.</source>
        <translation>请向其制作者索取完整的 ONNX 文件：仅含普通算子，并包含全部权重。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>Ask its maker for the archive again, or for the folder.</source>
        <translation>请向其制作者重新索取压缩包，或索取文件夹。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>Ask its maker for the bundle again.</source>
        <translation>请向其制作者重新索取该 bundle。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>Ask its maker for the file that model.save or model.save_weights of Keras 2 wrote.</source>
        <translation>请向其制作者索取由 Keras 2 的 model.save 或 model.save_weights 写出的文件。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>Ask its maker for the weights alone: torch.save(model.state_dict()), safetensors or ONNX.</source>
        <translation>请向其制作者仅索取权重：torch.save(model.state_dict())、safetensors 或 ONNX。</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>Ask its publisher for a zip made with medview models pack; bring models of other programs in by importing.</source>
        <translation>请向其发布者索取用 medview models pack 制作的 zip；其他程序的模型请通过导入添加。</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>Ask the publisher for the file that medview models keygen or sign wrote.</source>
        <translation>请向发布者索取由 medview models keygen 或 sign 写出的文件。</translation>
    </message>
    <message>
        <location filename="medview/cli/explain.py"/>
        <location filename="medview/tasks/explaining.py"/>
        <source>Asking why</source>
        <translation>正在求解依据</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Asparagine</source>
        <translation>天冬酰胺</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Aspartic acid</source>
        <translation>天冬氨酸</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>At least</source>
        <translation>最小剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>At most</source>
        <translation>最大剂量</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <location filename="medview/imaging/windowing.py"/>
        <source>Automatic: the stored {name} {why}</source>
        <translation>自动：存储的 {name} {why}</translation>
    </message>
    <message>
        <location filename="medview/imaging/picture.py"/>
        <location filename="medview/io/index/splitting.py"/>
        <source>Axial</source>
        <translation>轴位</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>Beam</source>
        <translation>射线角度</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Beams</source>
        <translation>射束</translation>
    </message>
    <message>
        <location filename="medview/views/output/frames.py"/>
        <source>Begin again.</source>
        <translation>请重新开始。</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <source>Below each column: tenths of the probability that it is right.</source>
        <translation>每列下方：该列正确的概率，以十分之一计。</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Bidirectional</source>
        <translation>双径</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>Bland–Altman: {label}</source>
        <translation>Bland–Altman：{label}</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Block (mm)</source>
        <translation>块（mm）</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/imaging/colours.py"/>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Blue to yellow</source>
        <translation>蓝到黄</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Blue, white, red</source>
        <translation>蓝、白、红</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/findings.py"/>
        <source>Both lungs</source>
        <translation>双肺</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>Box {number} ({shown}) is empty or lies outside the picture of {columns} × {rows} pixels.</source>
        <translation>框 {number}（{shown}）为空，或位于 {columns} × {rows} 像素的图像之外。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Boxes in space are put together from those of single slices: experimental, not validated.</source>
        <translation>空间中的框由各单层的框组合而成：属实验性，未经验证。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>Boxes reach beyond the picture and are cut at its edge: {names}.</source>
        <translation>框超出图像范围，已在边缘处截断：{names}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/interactive.py"/>
        <location filename="medview/tasks/meshing.py"/>
        <source>Building surfaces</source>
        <translation>正在构建表面</translation>
    </message>
    <message>
        <location filename="medview/training/train.py"/>
        <source>Calibrating</source>
        <translation>正在校准</translation>
    </message>
    <message>
        <location filename="medview/training/detecting/train.py"/>
        <source>Calibrating the scores</source>
        <translation>正在校准得分</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Calibration line</source>
        <translation>校准线</translation>
    </message>
    <message>
        <location filename="medview/training/data/tables.py"/>
        <source>Call the column file.</source>
        <translation>请将该列命名为 file。</translation>
    </message>
    <message>
        <location filename="medview/training/data/tables.py"/>
        <source>Call the one that is meant label.</source>
        <translation>请将所指的那一列命名为 label。</translation>
    </message>
    <message>
        <location filename="medview/cli/app.py"/>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/words.py"/>
        <source>Cannot be decoded as {vr} ({kind}).</source>
        <translation>无法按 {vr} 解码（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluation.py"/>
        <location filename="medview/training/measuring/aligning.py"/>
        <location filename="medview/training/measuring/answered.py"/>
        <location filename="medview/training/measuring/sequences.py"/>
        <source>Case {number} of {count}</source>
        <translation>第 {number} 例，共 {count} 例</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/evaluating.py"/>
        <location filename="medview/cli/train.py"/>
        <source>Cases</source>
        <translation>病例数</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Cases (groups)</source>
        <translation>病例数（组数）</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/io/objects/segments.py"/>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>Channel {number}</source>
        <translation>通道 {number}</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Channels innermost</source>
        <translation>通道置于最内层</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>Check it with “python -m monai.bundle verify_metadata”, where MONAI is installed.</source>
        <translation>请在装有 MONAI 的环境中用“python -m monai.bundle verify_metadata”检查。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/body.py"/>
        <source>Check that it is a CT of a patient.</source>
        <translation>请确认它是患者的 CT。</translation>
    </message>
    <message>
        <source>Check that it is a DICOM SEG of this series.</source>
        <translation type="vanished">请确认它是此序列的 DICOM SEG。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <location filename="medview/io/pixels/access.py"/>
        <location filename="medview/io/pixels/opening.py"/>
        <location filename="medview/io/pixels/source.py"/>
        <location filename="medview/io/tags/writing.py"/>
        <source>Check that the disk or share is connected, and open its folder again.</source>
        <translation>请确认磁盘或共享已连接，然后重新打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/core/files.py"/>
        <source>Check that the folder may be written to, and that no other MedView is changing it.</source>
        <translation>请确认文件夹可写，且没有其他 MedView 正在更改它。</translation>
    </message>
    <message>
        <location filename="medview/engine/segmentation.py"/>
        <source>Check that this is a T1-weighted MR of a head, or a crop around one hippocampus.</source>
        <translation>请确认这是头部 T1 加权 MR，或一侧海马周围的裁剪图像。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>Check the folder: this looks like a mistake in its labels.</source>
        <translation>请检查该文件夹：其标签似有错误。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Check the name, and whether you may read it.</source>
        <translation>请检查名称以及是否有读取权限。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>Check the name, or open its parent folder.</source>
        <translation>请检查名称，或打开其上级文件夹。</translation>
    </message>
    <message>
        <location filename="medview/engine/classification.py"/>
        <source>Check the number of outputs in its configuration.</source>
        <translation>请检查其配置中的输出数。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>Check the path of the data folder.</source>
        <translation>请检查数据文件夹的路径。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <location filename="medview/engine/importing/recognise.py"/>
        <location filename="medview/io/plain.py"/>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <location filename="medview/core/transfer.py"/>
        <source>Check the points of the preset.</source>
        <translation>请检查该预设的各点。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/explaining.py"/>
        <location filename="medview/tasks/splicing.py"/>
        <source>Checking the model</source>
        <translation>正在检查模型</translation>
    </message>
    <message>
        <location filename="medview/tasks/installing.py"/>
        <source>Checking the package</source>
        <translation>正在检查模型包</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>Choose FASTA, FASTQ, GenBank, EMBL, Swiss-Prot, Clustal, Stockholm, A2M, A3M, MSF, PIR or VCF.</source>
        <translation>请选择 FASTA、FASTQ、GenBank、EMBL、Swiss-Prot、Clustal、Stockholm、A2M、A3M、MSF、PIR 或 VCF。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/genbank.py"/>
        <source>Choose GFF3.</source>
        <translation>请选择 GFF3。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx.py"/>
        <source>Choose a .onnx file.</source>
        <translation>请选择 .onnx 文件。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>Choose a .pt, .pth or .safetensors file, or a folder with the folds of one network.</source>
        <translation>请选择 .pt、.pth 或 .safetensors 文件，或含有同一网络各折的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/lungs.py"/>
        <source>Choose a CT of the chest.</source>
        <translation>请选择胸部 CT。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/body.py"/>
        <source>Choose a CT series with its rescale values applied; a cropped CT without any air cannot be read.</source>
        <translation>请选择已应用重缩放值的 CT 序列；经裁剪而不含空气的 CT 无法读取。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Choose a SEG or an RTSTRUCT.</source>
        <translation>请选择 SEG 或 RTSTRUCT。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/automatic.py"/>
        <source>Choose a base of the same kind, or none.</source>
        <translation>请选择同类的基础模型，或不使用基础模型。</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/train.py"/>
        <source>Choose a base of the same width, dilations, kernel and alphabet.</source>
        <translation>请选择宽度、膨胀、卷积核和字母表相同的基础模型。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Choose a base that reads {kind}, or begin without one.</source>
        <translation>请选择读取 {kind} 的基础模型，或不使用基础模型。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>Choose a class, a box or a region of the analysis.</source>
        <translation>请选择该分析中的一个类别、框或区域。</translation>
    </message>
    <message>
        <location filename="medview/session/drawing_files.py"/>
        <source>Choose a file that MedView exported.</source>
        <translation>请选择由 MedView 导出的文件。</translation>
    </message>
    <message>
        <location filename="medview/core/transfer.py"/>
        <source>Choose a file that was exported from the 3D presets.</source>
        <translation>请选择从三维预设导出的文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>Choose a file with sequences.</source>
        <translation>请选择含有生物序列的文件。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <source>Choose a finding of one side.</source>
        <translation>请选择单侧的发现。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/regions.py"/>
        <location filename="medview/engine/explaining/subjects.py"/>
        <source>Choose a finding that has a place.</source>
        <translation>请选择有位置的发现。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>Choose a folder nnU-Net v2 trained into (with plans.json, dataset.json and fold_0/checkpoint_final.pth), or the zip nnUNetv2_export_model_to_zip wrote.</source>
        <translation>请选择 nnU-Net v2 的训练输出文件夹（含 plans.json、dataset.json 和 fold_0/checkpoint_final.pth），或 nnUNetv2_export_model_to_zip 写出的 zip。</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <location filename="medview/io/atomic.py"/>
        <source>Choose a folder you may write to.</source>
        <translation>请选择您有写入权限的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>Choose a language model of sequences.</source>
        <translation>请选择序列语言模型。</translation>
    </message>
    <message>
        <location filename="medview/cli/substitutions.py"/>
        <source>Choose a language model of sequences; see: medview models list.</source>
        <translation>请选择序列语言模型；参见：medview models list。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>Choose a model of splice sites; see: medview models list.</source>
        <translation>请选择剪接位点模型；参见：medview models list。</translation>
    </message>
    <message>
        <location filename="medview/engine/aligning/answering.py"/>
        <source>Choose a model that does, such as protein-aligner.</source>
        <translation>请选择能比对的模型，例如 protein-aligner。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>Choose a model that does; see: medview models list.</source>
        <translation>请选择支持此功能的模型；参见：medview models list。</translation>
    </message>
    <message>
        <location filename="medview/engine/places.py"/>
        <source>Choose a model that finds its place by itself.</source>
        <translation>请选择能自行定位的模型。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/automatic.py"/>
        <source>Choose a model that was trained with MedView, or begin without a base.</source>
        <translation>请选择用 MedView 训练的模型，或不使用基础模型开始。</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>Choose a name that ends in .npy, or in .npz where the outputs are of different shapes.</source>
        <translation>请选择以 .npy 结尾的名称；若各输出的形状不同，请以 .npz 结尾。</translation>
    </message>
    <message>
        <location filename="medview/tasks/films.py"/>
        <source>Choose a name that ends in .png or .tif; .jpg holds no values of 16 bits.</source>
        <translation>请使用以 .png 或 .tif 结尾的文件名；.jpg 不能保存 16 位数值。</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>Choose a name that ends in {endings}.</source>
        <translation>请使用以 {endings} 结尾的文件名。</translation>
    </message>
    <message>
        <location filename="medview/training/aligning/train.py"/>
        <source>Choose a recipe that learns from longer ones.</source>
        <translation>请选择从更长序列学习的配方。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/train_classification.py"/>
        <source>Choose a recipe without classes of its own, such as picture-classification.</source>
        <translation>请选择自身不带类别的训练方案，例如 picture-classification。</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/export.py"/>
        <location filename="medview/training/sequences/train.py"/>
        <source>Choose a recipe without classes of its own, such as sequence-classification.</source>
        <translation>请选择没有自带类别的方案，例如 sequence-classification。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>Choose a segmentation, not the images it was made of.</source>
        <translation>请选择分割，而不是生成分割所用的图像。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>Choose a segmentation, or name the labels you want.</source>
        <translation>请选择分割，或指定所需的标签。</translation>
    </message>
    <message>
        <location filename="medview/tasks/batch.py"/>
        <source>Choose a series of images or a file of sequences.</source>
        <translation>请选择图像序列或序列文件。</translation>
    </message>
    <message>
        <source>Choose a series of images.</source>
        <translation type="vanished">请选择图像序列。</translation>
    </message>
    <message>
        <source>Choose a series whose slices form a regular volume.</source>
        <translation type="vanished">请选择层面构成规则体数据的序列。</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>Choose another file or another model. The model reads: {input}.</source>
        <translation>请选择其他文件或其他模型。该模型读取：{input}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>Choose another folder, or make room.</source>
        <translation>请选择其他文件夹，或释放空间。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/layers.py"/>
        <source>Choose another method.</source>
        <translation>请选择其他方法。</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <location filename="medview/imaging/films.py"/>
        <source>Choose another name.</source>
        <translation>请使用其他名称。</translation>
    </message>
    <message>
        <location filename="medview/training/running/states.py"/>
        <source>Choose another output folder, or remove it.</source>
        <translation>请选择其他输出文件夹，或将其移除。</translation>
    </message>
    <message>
        <location filename="medview/io/atomic.py"/>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <source>Choose another rate.</source>
        <translation>请使用其他速率。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>Choose another series of the study.</source>
        <translation>请选择该检查的其他序列。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Choose another series or another model. The model reads: {input}.</source>
        <translation>请选择其他序列或其他模型。该模型读取：{input}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/planning.py"/>
        <source>Choose another series.</source>
        <translation>请选择其他序列。</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>Choose fewer records.</source>
        <translation>请选择较少的记录。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Choose occlusion, which only needs its output.</source>
        <translation>请选择遮挡法，它只需要模型的输出。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <location filename="medview/training/measuring/aligning.py"/>
        <source>Choose one of: {names}.</source>
        <translation>请选择以下之一：{names}。</translation>
    </message>
    <message>
        <location filename="medview/cli/explain.py"/>
        <source>Choose one with --finding.</source>
        <translation>请用 --finding 选择一个。</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>Choose one with --series UID.</source>
        <translation>请用 --series UID 选择一个。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Choose one with --version.</source>
        <translation>请用 --version 选择一个版本。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>Choose others.</source>
        <translation>请选择其他标签。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>Choose the network they were trained for, with its own arguments.</source>
        <translation>请选择训练这些权重时所用的网络及其参数。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Class</source>
        <translation>SOP 类</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_classes.py"/>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Class {number}</source>
        <translation>类别 {number}</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="medview/core/stages.py"/>
        <source>Cleaning up</source>
        <translation>正在后处理</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>Close other programs or use a smaller series, then try again.</source>
        <translation>请关闭其他程序或使用较小的序列，然后重试。</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/core/measured_text.py"/>
        <source>Cobb angle</source>
        <translation>Cobb 角</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Collect findings</source>
        <translation>收集发现</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>Collecting findings</source>
        <translation>正在收集发现</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Collimator</source>
        <translation>准直器角</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>Colours of 16 bits are shown in 8.</source>
        <translation>16 位彩色按 8 位显示。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Comment</source>
        <translation>注释</translation>
    </message>
    <message>
        <location filename="medview/training/kinds.py"/>
        <source>Compare it with the recipes shipped with MedView.</source>
        <translation>请与 MedView 随附的训练方案比较。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>Compare the address and the hash with what the publisher says.</source>
        <translation>请将地址和哈希值与发布者公布的内容核对。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/installing.py"/>
        <source>Comparing the files</source>
        <translation>正在比较文件</translation>
    </message>
    <message>
        <location filename="medview/imaging/aligning.py"/>
        <source>Comparing the two series</source>
        <translation>正在比较两个序列</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Compiled</source>
        <translation>已编译</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Component</source>
        <translation>分量</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/voi.py"/>
        <source>Compressed with losses</source>
        <translation>有损压缩</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <location filename="medview/io/pixels/voi.py"/>
        <source>Compressed with losses: {how}</source>
        <translation>有损压缩：{how}</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Computed</source>
        <translation>计算时间</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>Computed on another grid and resampled.</source>
        <translation>在另一网格上计算并经重采样。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Computed with</source>
        <translation>计算方式</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>Computing</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>Computing the golden output</source>
        <translation>正在计算基准输出</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Confirmed by you.</source>
        <translation>已由您确认。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>Contours</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/held.py"/>
        <source>Convert it to FASTA, which is read at any size.</source>
        <translation>请转换为 FASTA，该格式不限大小。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/minc.py"/>
        <source>Convert it to NIfTI (mnc2nii).</source>
        <translation>请将其转换为 NIfTI（mnc2nii）。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Coordinates are LPS millimetres. Not a medical device. For research and education.</source>
        <translation>坐标为 LPS（毫米）。非医疗器械，仅供研究与教学使用。</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Copper</source>
        <translation>铜色</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pasting.py"/>
        <source>Copy a sequence first.</source>
        <translation>请先复制一条序列。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/metaimage.py"/>
        <location filename="medview/io/formats/mgh.py"/>
        <location filename="medview/io/formats/minc.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <location filename="medview/io/formats/pictures.py"/>
        <location filename="medview/io/formats/streams.py"/>
        <location filename="medview/io/odd_header.py"/>
        <location filename="medview/io/pixels/opening.py"/>
        <location filename="medview/io/sequences/content.py"/>
        <location filename="medview/io/slide_tiles.py"/>
        <source>Copy it again from where it came.</source>
        <translation>请从来源处重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>Copy the file again from where it came.</source>
        <translation>请从来源处重新复制该文件。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>Copy the file again, or export it uncompressed.</source>
        <translation>请重新复制该文件，或以无压缩方式导出。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>Copy the file again, or export it with 8 or 16 bits a sample.</source>
        <translation>请重新复制该文件，或以每样本 8 位或 16 位导出。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>Copy the series again from where it came.</source>
        <translation>请从来源处重新复制该序列。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_slices.py"/>
        <source>Copy the series again.</source>
        <translation>请重新复制该序列。</translation>
    </message>
    <message>
        <location filename="medview/imaging/picture.py"/>
        <location filename="medview/io/index/splitting.py"/>
        <source>Coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>Correct that line, or choose another file. The protocols you have stay as they are.</source>
        <translation>请修正该行，或选择其他文件。现有协议保持不变。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <source>Correct the manifest.</source>
        <translation>请更正清单。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Couch</source>
        <translation>治疗床角</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/columns.py"/>
        <source>Counting columns</source>
        <translation>正在统计各列</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/tally.py"/>
        <source>Counting letters</source>
        <translation>正在统计字母</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Counting the classes</source>
        <translation>正在统计类别</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Coverage of the prediction set</source>
        <translation>预测集覆盖率</translation>
    </message>
    <message>
        <source>Coverage of the volume interval</source>
        <translation type="vanished">体积区间覆盖率</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Cut them apart, or keep only what is to be learned.</source>
        <translation>请将其分开，或仅保留需要学习的内容。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Cysteine</source>
        <translation>半胱氨酸</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>DNA</source>
        <translation>DNA</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <location filename="medview/io/objects/structures.py"/>
        <location filename="medview/report/report.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <location filename="medview/session/session.py"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="medview/io/inspect.py"/>
        <source>Decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <location filename="medview/report/records.py"/>
        <source>Definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Deletion</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <location filename="medview/io/objects/segments.py"/>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Diagrams</source>
        <translation>图表</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Diameter</source>
        <translation>直径</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation type="vanished">Dice</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Dimension {number}</source>
        <translation>第 {number} 维</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>Disable it instead: medview models disable {id}</source>
        <translation>请改为停用：medview models disable {id}</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Disk use</source>
        <translation>磁盘占用</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Do not use this copy; install the model again from its publisher.</source>
        <translation>请勿使用此副本；请从其发布者处重新安装该模型。</translation>
    </message>
    <message>
        <location filename="medview/tasks/verifying.py"/>
        <source>Do not use this model on this computer; update MedView or install the model again.</source>
        <translation>请勿在此计算机上使用该模型；请更新 MedView 或重新安装该模型。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>Do not use this model's maps; leave the method out of the package's “evidence”.</source>
        <translation>请勿使用此模型的分布图；请从模型包的“evidence”中去掉该方法。</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/batch.py"/>
        <location filename="medview/tasks/explaining.py"/>
        <location filename="medview/tasks/importing.py"/>
        <location filename="medview/tasks/planning.py"/>
        <location filename="medview/tasks/splicing.py"/>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <source>Donor gain</source>
        <translation>供体增益</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <source>Donor loss</source>
        <translation>供体丧失</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Dose</source>
        <translation>剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Dose of all</source>
        <translation>总剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Dose of each</source>
        <translation>单次剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Dose-volume histograms</source>
        <translation>剂量体积直方图</translation>
    </message>
    <message>
        <location filename="medview/tasks/installing.py"/>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <location filename="medview/imaging/curved.py"/>
        <source>Draw a longer line.</source>
        <translation>请绘制更长的线。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Draw what is to be learned, or remove it.</source>
        <translation>请勾画需要学习的内容，或将其移除。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Drawing</source>
        <translation>绘图</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>Drawing key pictures</source>
        <translation>正在绘制关键图片</translation>
    </message>
    <message>
        <location filename="medview/core/stages.py"/>
        <source>Drawing onto the image</source>
        <translation>正在映射到图像</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>Drawing page {number}</source>
        <translation>正在绘制第 {number} 页</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>Drawing pages</source>
        <translation>正在绘制页面</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Drawing segments</source>
        <translation>正在绘制分割段</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>Drawn as</source>
        <translation>图形类型</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/io/objects/segments.py"/>
        <location filename="medview/io/objects/structures.py"/>
        <location filename="medview/report/report.py"/>
        <source>Drawn by</source>
        <translation>绘制者</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Drawn by: {who}.</source>
        <translation>绘制者：{who}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Drawn on another grid ({spacing} mm) and resampled.</source>
        <translation>在另一网格（{spacing} mm）上绘制并经重采样。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Drawn on another level of the slide, of {columns}×{rows} pixels.</source>
        <translation>绘制于切片的另一层级（{columns}×{rows} 像素）。</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>ECG</source>
        <translation>心电图</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>Each must be at least one. Copy the file again from where it came.</source>
        <translation>各项均须至少为 1。请从来源处重新复制该文件。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>Echo time</source>
        <translation>回波时间</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>Enable it in the catalogue of models, or with: medview models enable {id}</source>
        <translation>请在模型目录中启用，或使用：medview models enable {id}</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>End its name with .stl, .obj or .ply.</source>
        <translation>文件名请以 .stl、.obj 或 .ply 结尾。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Enter your name first.</source>
        <translation>请先输入您的姓名。</translation>
    </message>
    <message>
        <location filename="medview/cli/evaluating.py"/>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Evaluation of {model} {version}</source>
        <translation>{model} {version} 的评估</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Experimental: put together from boxes on {count} slices, the best of which gives the score.</source>
        <translation>实验性：由 {count} 层的框组合而成，得分取其中最高者。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Explained finding</source>
        <translation>被解释的发现</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_report.py"/>
        <source>Export findings.json or findings.csv instead.</source>
        <translation>请改为导出 findings.json 或 findings.csv。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Export it again as a dose grid.</source>
        <translation>请重新导出为剂量网格。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Export it again with a Grid Frame Offset Vector.</source>
        <translation>请重新导出，并包含 Grid Frame Offset Vector。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>Export it again with operations and types of ONNX itself, for onnxruntime {version} or older.</source>
        <translation>请仅用 ONNX 自身的算子和类型重新导出，适用于 onnxruntime {version} 或更早版本。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Export it again.</source>
        <translation>请重新导出。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>Export it again; the header does not belong to these pixels.</source>
        <translation>请重新导出；文件头与这些像素不符。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/native.py"/>
        <source>Export it as RGB.</source>
        <translation>请导出为 RGB。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>Export it uncompressed, or in JPEG 2000 or JPEG-LS.</source>
        <translation>请以无压缩、JPEG 2000 或 JPEG-LS 方式导出。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/tables.py"/>
        <source>Export the image as RGB, or copy it again from its source.</source>
        <translation>请将图像导出为 RGB，或从来源处重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/tables.py"/>
        <source>Export the image as RGB, or copy it again.</source>
        <translation>请将图像导出为 RGB，或重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>Export the mask as NIfTI instead.</source>
        <translation>请改为将掩膜导出为 NIfTI。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>Export the model again with nnUNetv2_export_model_to_zip.</source>
        <translation>请用 nnUNetv2_export_model_to_zip 重新导出该模型。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>Export the outlines for the pictures as they are.</source>
        <translation>请按图像的现有尺寸导出轮廓。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>Export the series again.</source>
        <translation>请重新导出该序列。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>FROC: {label}</source>
        <translation>FROC：{label}</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Features of the network, weighted with how much they raise the score; coarse.</source>
        <translation>网络的特征，按其令得分升高的程度加权；较粗略。</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/cli/surfaces.py"/>
        <location filename="medview/report/report.py"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Find reviewed studies</source>
        <translation>查找已审阅的检查</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta_index.py"/>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <location filename="medview/io/sequences/source.py"/>
        <source>Finding records</source>
        <translation>正在查找记录</translation>
    </message>
    <message>
        <location filename="medview/core/stages.py"/>
        <source>Finding the place</source>
        <translation>正在定位</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <source>Finds {names} on pictures.</source>
        <translation>在图像上检出 {names}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/tuning.py"/>
        <source>Fine-tuned by a user on {count} further cases; what the figures of {base} say no longer holds.</source>
        <translation>由用户用另外 {count} 例微调；{base} 的指标不再适用。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_baselines.py"/>
        <location filename="medview/training/measuring/sequence_baselines.py"/>
        <source>Fitting baselines</source>
        <translation>正在拟合基线</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/baselines.py"/>
        <source>Fitting the baseline {name}</source>
        <translation>正在拟合基线 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Flipped</source>
        <translation>翻转</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>Focal plane</source>
        <translation>焦平面</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/importing.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Fraction</source>
        <translation>分数</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Fractions</source>
        <translation>分次</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Fractions from {half} on are shown as inside.</source>
        <translation>分数值从 {half} 起显示为区域内。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Frame {number}</source>
        <translation>第 {number} 帧</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>Frame {number} in {syntax} cannot be decoded ({kind}).</source>
        <translation>第 {number} 帧（{syntax}）无法解码（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Frames</source>
        <translation>帧数</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <location filename="medview/core/files.py"/>
        <source>Free some disk space and check that the folder may be written to.</source>
        <translation>请释放磁盘空间，并确认该文件夹可写入。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>Free some disk space and check the folder's permissions, then try again.</source>
        <translation>请释放磁盘空间并检查该文件夹的权限，然后重试。</translation>
    </message>
    <message>
        <location filename="medview/session/log.py"/>
        <source>Free some disk space and check the folder's permissions.</source>
        <translation>请释放磁盘空间并检查该文件夹的权限。</translation>
    </message>
    <message>
        <location filename="medview/jobs/dispatch.py"/>
        <source>Free some disk space and memory, then try again.</source>
        <translation>请释放磁盘空间和内存，然后重试。</translation>
    </message>
    <message>
        <location filename="medview/jobs/workspace.py"/>
        <source>Free some disk space there, or set another working folder in the settings.</source>
        <translation>请在该处释放磁盘空间，或在设置中指定其他工作文件夹。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>Free some disk space there.</source>
        <translation>请在该处释放磁盘空间。</translation>
    </message>
    <message>
        <location filename="medview/session/paths.py"/>
        <source>Free some disk space, or set {variable} to a folder you may write to.</source>
        <translation>请释放磁盘空间，或将 {variable} 设为您有写入权限的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Freehand region</source>
        <translation>徒手区域</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/ids.py"/>
        <source>Further ids that occur more than once: {count}.</source>
        <translation>其他重复的标识：{count} 个。</translation>
    </message>
    <message>
        <location filename="medview/report/records.py"/>
        <source>Further records</source>
        <translation>其余记录</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Gantry</source>
        <translation>机架角</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Geometry</source>
        <translation>几何</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>Give a .npy array, FASTA, plain text or SMILES, or a PNG or JPEG picture.</source>
        <translation>请提供 .npy 数组，FASTA、纯文本或 SMILES，或者 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>Give a .npy array, or a PNG or JPEG picture where it reads those.</source>
        <translation>请提供 .npy 数组；若模型可读取图片，也可提供 PNG 或 JPEG 图片。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>Give a VCF file, plain or packed with gzip.</source>
        <translation>请提供 VCF 文件，可为纯文本或以 gzip 压缩。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>Give a folder laid out like the one the model was trained from.</source>
        <translation>请提供与模型训练所用文件夹布局相同的文件夹。</translation>
    </message>
    <message>
        <source>Give a folder with --data.</source>
        <translation type="vanished">请用 --data 指定文件夹。</translation>
    </message>
    <message>
        <source>Give a folder with images/ and masks/ (pictures or NIfTI volumes), with a folder for each class, with images/ and a split.csv with a column label, with COCO, VOC or YOLO boxes, or with DICOM segmentations beside the series they were drawn on.</source>
        <translation type="vanished">请提供以下任一种文件夹：含 images/ 和 masks/（图像或 NIfTI 体数据）；每个类别一个文件夹；含 images/ 及带 label 列的 split.csv；含 COCO、VOC 或 YOLO 框；或含 DICOM 分割及其所勾画的序列。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/recognising.py"/>
        <source>Give a folder with images/ and masks/ (pictures or NIfTI volumes), with a folder for each class, with images/ and a split.csv with a column label, with COCO, VOC or YOLO boxes, with COCO outlines, or with DICOM segmentations beside the images they were drawn on.</source>
        <translation>请提供以下任一种文件夹：含 images/ 和 masks/（图像或 NIfTI 体数据）；每个类别一个文件夹；含 images/ 及带 label 列的 split.csv；含 COCO、VOC 或 YOLO 框；含 COCO 轮廓；或含 DICOM 分割及其所勾画的图像。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>Give a folder with images/ and masks/ that hold files of the same names.</source>
        <translation>请提供含 images/ 和 masks/ 的文件夹，两者中的文件须同名。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>Give a folder with images/ that hold PNG, JPEG, TIFF, DICOM or NIfTI files.</source>
        <translation>请提供含 images/ 的文件夹，其中为 PNG、JPEG、TIFF、DICOM 或 NIfTI 文件。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>Give a folder with pictures and either a COCO file (.json), a folder Annotations/ with VOC files (.xml), or a folder labels/ with YOLO files (.txt).</source>
        <translation>请提供含图像的文件夹，并附 COCO 文件 (.json)、含 VOC 文件 (.xml) 的文件夹 Annotations/ 或含 YOLO 文件 (.txt) 的文件夹 labels/。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>Give a regular expression, such as ^[^-]+ for all before the first hyphen.</source>
        <translation>请给出正则表达式，例如 ^[^-]+ 表示第一个连字符之前的全部内容。</translation>
    </message>
    <message>
        <source>Give a shorter stretch of it.</source>
        <translation type="vanished">请提供其中较短的一段。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Give a shorter stretch of it: selected letters can be saved as FASTA in the window.</source>
        <translation>请给出其中较短的一段：可在窗口中将所选字母保存为 FASTA。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>Give a table with a column “sequence”, FASTA files, or a folder of such.</source>
        <translation>请给出含“sequence”列的表格、FASTA 文件，或此类文件的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Give a table with the columns sequence and label, FASTA with a file of labels, or a file per class.</source>
        <translation>请提供含 sequence 和 label 列的表格、带标签文件的 FASTA，或每类一个文件。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>Give an https address on an allowed host, or download it yourself and install the file.</source>
        <translation>请提供位于允许主机上的 https 地址，或自行下载后安装该文件。</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>Give an input of a shape its network takes.</source>
        <translation>请提供形状符合其网络要求的输入。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/sanity.py"/>
        <source>Give another input, on which something speaks for what is found.</source>
        <translation>请换用另一个输入，其中需有支持所见的内容。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <source>Give at least one letter.</source>
        <translation>请至少提供一个字符。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Give at least {fewest} cases.</source>
        <translation>请至少提供 {fewest} 例。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Give cases of every class, of several patients each.</source>
        <translation>请提供每个类别的病例，且每类须来自多名患者。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Give cases of every class.</source>
        <translation>请提供每一类的病例。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Give cases of several patients, or correct the column group.</source>
        <translation>请提供多名患者的病例，或更正 group 列。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>Give data laid out like those the model was trained from.</source>
        <translation>请给出与模型训练数据布局相同的数据。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/loading.py"/>
        <source>Give each picture a mask of its own size.</source>
        <translation>请为每幅图像提供尺寸相同的掩膜。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Give either a folder with --data, or --from-reviews.</source>
        <translation>请用 --data 给出文件夹，或使用 --from-reviews，二者取其一。</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>Give files of alignments, one for each family, or a file pairs.jsonl with their rows.</source>
        <translation>请提供比对文件，每个家族一个，或提供含有各行的 pairs.jsonl 文件。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>Give images/ and a split.csv with a column label, or one folder of pictures for each class.</source>
        <translation>请提供 images/ 及带 label 列的 split.csv，或为每个类别提供一个图像文件夹。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>Give it as GenBank or EMBL with its features, or leave the mask out.</source>
        <translation>请提供含有特征注释的 GenBank 或 EMBL 参考序列，或不使用掩蔽。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/tuning.py"/>
        <source>Give label maps with the model's classes, or train without a base.</source>
        <translation>请提供含该模型类别的标签图，或不使用基础模型进行训练。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Give masks in which something is drawn.</source>
        <translation>请提供有勾画内容的掩膜。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Give one file with two sequences, or two files.</source>
        <translation>请提供一个含两条序列的文件，或两个文件。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>Give one with --publisher.</source>
        <translation>请用 --publisher 指定。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/outlining.py"/>
        <source>Give pictures with a COCO file (.json) whose annotations have a segmentation, or a folder masks/.</source>
        <translation>请提供图像及其标注含 segmentation 的 COCO 文件 (.json)，或提供文件夹 masks/。</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>Give rows of one alignment, of equal length, each with letters.</source>
        <translation>请提供同一比对的各行，长度相等且均含字符。</translation>
    </message>
    <message>
        <location filename="medview/engine/aligning/answering.py"/>
        <source>Give sequences of at least one letter.</source>
        <translation>请提供至少含一个字符的序列。</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>Give the channels as a .npy array.</source>
        <translation>请以 .npy 数组提供各通道。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>Give the package a golden input on which it finds something.</source>
        <translation>请为模型包提供能检出内容的基准输入。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Give the segmentation that was drawn on this image, or its DICOM series instead of the NIfTI file.</source>
        <translation>请提供在此图像上勾画的分割，或以其 DICOM 序列代替 NIfTI 文件。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>Give the sequences these variants were called on, and variants well within them.</source>
        <translation>请提供检出这些变异所用的参考序列，且变异应位于序列内部。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>Give two numbers with a slash between them.</source>
        <translation>请输入以斜杠分隔的两个数字。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_run.py"/>
        <location filename="medview/engine/sequences/answering.py"/>
        <location filename="medview/tasks/importing.py"/>
        <source>Give what it reads: {input}.</source>
        <translation>请提供其读取的内容：{input}。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Glutamic acid</source>
        <translation>谷氨酸</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Glutamine</source>
        <translation>谷氨酰胺</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Glycine</source>
        <translation>甘氨酸</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>Go on with --resume, or choose another folder.</source>
        <translation>请用 --resume 继续，或选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Graphics processor</source>
        <translation>图形处理器</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Greatest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/imaging/colours.py"/>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Grey</source>
        <translation>灰阶</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Grey values</source>
        <translation>灰度值</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <source>Group {number}</source>
        <translation>第 {number} 组</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>HD95 (mm)</source>
        <translation type="vanished">HD95 (mm)</translation>
    </message>
    <message>
        <location filename="medview/io/half.py"/>
        <source>Half resolution</source>
        <translation>半分辨率</translation>
    </message>
    <message>
        <location filename="medview/io/half.py"/>
        <source>Halving the resolution</source>
        <translation>正在将分辨率减半</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Histidine</source>
        <translation>组氨酸</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Hot</source>
        <translation>热图</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Hot metal</source>
        <translation>热金属</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>How far the probabilities of several networks or mirrored passes differ (standard deviation).</source>
        <translation>多个网络或镜像推理所得概率的差异程度（标准差）。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>How far the score falls when a patch is replaced by an even grey.</source>
        <translation>将图块替换为均匀灰色后得分下降的程度。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_findings.py"/>
        <source>How many boxes score at least {threshold:.2f}.</source>
        <translation>得分不低于 {threshold:.2f} 的框数。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>How much</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>How much each pixel or voxel raises the score, against an even grey.</source>
        <translation>与均匀灰色相比，各像素或体素令得分升高的程度。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>How rare it was taken to be</source>
        <translation>假定的罕见程度</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>How this was made</source>
        <translation>生成方式</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>ID {id}</source>
        <translation>ID {id}</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Ice</source>
        <translation>冰</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>If it should be an image, it may be cut off: copy it again.</source>
        <translation>如果它应为图像，则文件可能不完整：请重新复制。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>If you know where it comes from, confirm it in the catalogue of models, or with: medview models enable {id} --accept-unsigned</source>
        <translation>如果您了解其来源，请在模型目录中确认，或使用：medview models enable {id} --accept-unsigned</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>If you know where it comes from, run the command again with --accept-unsigned.</source>
        <translation>如果您了解其来源，请加上 --accept-unsigned 重新运行该命令。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>If you trust it, add it to the allowed hosts in the settings. Allowed now: {hosts}.</source>
        <translation>如果您信任它，请在设置中将其添加到允许的主机。当前允许：{hosts}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>Image {number}</source>
        <translation>图像 {number}</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <location filename="medview/io/objects/parametric.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <location filename="medview/io/objects/real_world.py"/>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <source>Images of its study have the same Patient ID and different names: make sure whose they are.</source>
        <translation>其检查中的图像 Patient ID 相同而姓名不同：请核实属于哪位患者。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/network.py"/>
        <source>Import networks with one input of numbers, and name outputs the file has.</source>
        <translation>请导入只有一个数值输入的网络，并指定文件中存在的输出。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>Import one of the files by itself: {names}.</source>
        <translation>请单独导入其中一个文件：{names}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>Import one of them by itself, or say which are folds: --arguments '{arguments}'.</source>
        <translation>请单独导入其中一个，或指明哪些是各折：--arguments '{arguments}'。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>Import one of them: {names}.</source>
        <translation>请导入其中一个：{names}。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Importing {name}</source>
        <translation>正在导入 {name}</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/importing.py"/>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Input fingerprint</source>
        <translation>输入指纹</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Inspecting</source>
        <translation>正在查验</translation>
    </message>
    <message>
        <location filename="medview/cli/demo.py"/>
        <source>Install MedView again, or run it from a complete clone.</source>
        <translation>请重新安装 MedView，或从完整的克隆副本运行。</translation>
    </message>
    <message>
        <location filename="medview/io/template.py"/>
        <source>Install MedView with its dependencies.</source>
        <translation>请安装 MedView 及其依赖项。</translation>
    </message>
    <message>
        <source>Install h5py, or convert it to NIfTI (mnc2nii).</source>
        <translation type="vanished">请安装 h5py，或将其转换为 NIfTI（mnc2nii）。</translation>
    </message>
    <message>
        <location filename="medview/cli/display.py"/>
        <source>Install it (Debian and Ubuntu: apt install xvfb), or start MedView on a desktop.</source>
        <translation>请安装它（Debian 和 Ubuntu：apt install xvfb），或在桌面环境中启动 MedView。</translation>
    </message>
    <message>
        <location filename="medview/engine/gate.py"/>
        <location filename="medview/engine/golden.py"/>
        <location filename="medview/engine/weights.py"/>
        <source>Install the model again from where it came.</source>
        <translation>请从来源处重新安装该模型。</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>Install the model again from where it came; do not use this copy.</source>
        <translation>请从来源处重新安装该模型；请勿使用此副本。</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>Install the model again, or ask its maker for a package in MedView's format.</source>
        <translation>请重新安装该模型，或向其制作者索取 MedView 格式的模型包。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Install {source}</source>
        <translation>安装 {source}</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Installed from</source>
        <translation>安装来源</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>Installed models: {known}.</source>
        <translation>已安装的模型：{known}。</translation>
    </message>
    <message>
        <location filename="medview/cli/models.py"/>
        <source>Installed versions: {known}.</source>
        <translation>已安装的版本：{known}。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Installing</source>
        <translation>正在安装</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Intent</source>
        <translation>计划目的</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>Interpreted type</source>
        <translation>解释类型</translation>
    </message>
    <message>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Inverted</source>
        <translation>反相</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Inverted grey</source>
        <translation>反相灰阶</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Isocentre</source>
        <translation>等中心</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Isoleucine</source>
        <translation>异亮氨酸</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_programs.py"/>
        <source>It aligned whole families, by: {command}</source>
        <translation>它比对整个家族，命令：{command}</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <source>It begins like a DICOM file but holds nothing that can be read.</source>
        <translation>开头类似 DICOM 文件，但不含任何可读取的内容。</translation>
    </message>
    <message>
        <location filename="medview/io/odd_header.py"/>
        <location filename="medview/io/pixels/opening.py"/>
        <source>It begins like a DICOM file but is damaged ({kind}).</source>
        <translation>开头类似 DICOM 文件，但已损坏（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_findings.py"/>
        <source>It belongs to the prediction set of {percent:.0f} % coverage.</source>
        <translation>属于覆盖率 {percent:.0f} % 的预测集。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>It blends several sets of images; they are not blended here.</source>
        <translation>它融合多组图像；此处不作融合。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>It blends two sets of images; they are not blended here.</source>
        <translation>它融合两组图像；此处不作融合。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <location filename="medview/training/preparing/objects.py"/>
        <source>It can be used for: {kinds}.</source>
        <translation>可用于：{kinds}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/streams.py"/>
        <source>It cannot be opened or unpacked: {why}.</source>
        <translation>无法打开或解包：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>It cannot be opened: {why}.</source>
        <translation>无法打开：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/parsing.py"/>
        <source>It cannot be read: {why}</source>
        <translation>无法读取：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>It cannot be unpacked: {why}.</source>
        <translation>无法解包：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>It declares {count} frames, more than any real object has.</source>
        <translation>声明了 {count} 帧，超出任何实际对象的帧数。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>It declares {declared} MB of pixels, more than {stored} compressed bytes a frame can mean.</source>
        <translation>声明的像素数据为 {declared} MB，超出每帧 {stored} 字节压缩数据所能表示的量。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>It deletes {count} letters; sites within {distance} letters of it are looked at.</source>
        <translation>它缺失 {count} 个字母；仅考察其 {distance} 个字母以内的位点。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It describes a live stream, not stored pixels.</source>
        <translation>它描述的是实时流，而非存储的像素。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>It describes a reconstruction, which is not made here.</source>
        <translation>它描述的是一种重建，此处不执行该重建。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>It does not have one column for each of the {count} samples.</source>
        <translation>它并非每个样本（共 {count} 个）都有一列。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/minc.py"/>
        <source>It does not say clearly how its slices are spaced; they are taken as evenly spaced.</source>
        <translation>文件未明确说明层面间距，按等间距处理。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <source>It does not say what kind of object it is (SOP Class UID).</source>
        <translation>未说明对象的类型（SOP Class UID）。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>It does not tell which record is meant; name one of them, such as {names}.</source>
        <translation>未说明指哪条记录；请写明其中之一，例如 {names}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/parsing.py"/>
        <source>It ends where more is expected.</source>
        <translation>内容提前结束。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>It has more than {size} MB.</source>
        <translation>它超过 {size} MB。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <source>It has no DICOM preamble.</source>
        <translation>没有 DICOM 前导部分。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>It has no annotation.</source>
        <translation>没有标注。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>It has no column of labels that would do.</source>
        <translation>其中没有可用的标签列。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>It has no column “sequence”.</source>
        <translation>其中没有“sequence”列。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>It has no end within {size} MB.</source>
        <translation>在 {size} MB 内没有结尾。</translation>
    </message>
    <message>
        <location filename="medview/training/data/annotated.py"/>
        <source>It has no feature {keys}.</source>
        <translation>没有特征 {keys}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta.py"/>
        <location filename="medview/io/sequences/fastq.py"/>
        <location filename="medview/io/sequences/held.py"/>
        <location filename="medview/training/data/annotated.py"/>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>It has no letters.</source>
        <translation>它没有字母。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <location filename="medview/training/preparing/objects.py"/>
        <source>It has no mask.</source>
        <translation>没有掩膜。</translation>
    </message>
    <message>
        <location filename="medview/io/middle.py"/>
        <source>It has no picture of its own.</source>
        <translation>没有自身的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>It has no pixel data.</source>
        <translation>没有像素数据。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>It has no pixel data; the file may be truncated.</source>
        <translation>没有像素数据；文件可能不完整（被截断）。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq.py"/>
        <source>It has no qualities to tell their encoding by; Sanger's is assumed.</source>
        <translation>没有可用于判断编码的质量值，按 Sanger 编码处理。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>It has no qualities.</source>
        <translation>它没有质量值。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>It has no signal that can be read.</source>
        <translation>没有可读取的信号。</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <source>It has no {keywords}.</source>
        <translation>缺少 {keywords}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>It has not one contour.</source>
        <translation>没有任何轮廓。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It has too many segments.</source>
        <translation>分割段过多。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/minc.py"/>
        <source>It has {count} axes; three of space, and time, can be opened.</source>
        <translation>有 {count} 个轴；仅可打开三个空间轴加时间轴的数据。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>It has {count} columns; a variant has at least {least}.</source>
        <translation>它有 {count} 列；变异行至少有 {least} 列。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>It has {count} frames; frame {number} was asked for.</source>
        <translation>共有 {count} 帧；所请求的是第 {number} 帧。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/a3m.py"/>
        <source>It has {found} columns; the first row has {columns}.</source>
        <translation>它有 {found} 列；第一行有 {columns} 列。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>It has {found} pixels, the others {expected}.</source>
        <translation>其大小为 {found} 像素，其他图像为 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>It has {letters} letters and {qualities} qualities.</source>
        <translation>它有 {letters} 个字母和 {qualities} 个质量值。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/spelling.py"/>
        <source>It has “{letter}”, which is not a letter of DNA, RNA or proteins.</source>
        <translation>含有“{letter}”，它不是 DNA、RNA 或蛋白质的字母。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/spelling.py"/>
        <source>It has “{letter}”, which is not a letter of {alphabet}.</source>
        <translation>含有“{letter}”，它不是 {alphabet} 的字母。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/words.py"/>
        <source>It holds control characters.</source>
        <translation>含有控制字符。</translation>
    </message>
    <message>
        <source>It holds fractions, no label map.</source>
        <translation type="vanished">其中为分数值，不是标签图。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>It holds no pixels, or numbers that are none.</source>
        <translation>不含像素，或含有非数值。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/parsing.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>It holds no record.</source>
        <translation>其中没有记录。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>It holds no variant.</source>
        <translation>其中没有变异。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>It holds several maps; the first is shown.</source>
        <translation>含多幅参数图；显示第一幅。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>It holds these: {names}.</source>
        <translation>其中包含：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>It holds {count} pictures or volumes; {most} can be opened.</source>
        <translation>含 {count} 幅图像或体数据；最多可打开 {most} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>It holds {count} pictures.</source>
        <translation>含 {count} 幅图像。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>It holds {found} frames and declares {declared}; only the declared are shown.</source>
        <translation>含 {found} 帧，声明为 {declared} 帧；仅显示所声明的帧。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>It inflates to more than {size} MB from {packed} KB.</source>
        <translation>由 {packed} KB 解压后超过 {size} MB。</translation>
    </message>
    <message>
        <location filename="medview/io/element_walk.py"/>
        <source>It inflates to more than {size} MB.</source>
        <translation>解压后超过 {size} MB。</translation>
    </message>
    <message>
        <source>It is MINC 2 (HDF5), which needs the h5py package; it is not installed.</source>
        <translation type="vanished">这是 MINC 2（HDF5）文件，需要 h5py 软件包，但未安装。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>It is a CIFTI file: values on a brain's surface or between its parts, not an image.</source>
        <translation>这是 CIFTI 文件：内容为脑表面或脑区之间的数值，不是图像。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <source>It is a CSV table with the columns path, series and model; only path must be filled in.</source>
        <translation>它是含 path、series 和 model 列的 CSV 表格；只有 path 必须填写。</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>It is a device, not a file.</source>
        <translation>这是设备，不是文件。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>It is a grey image, without colours.</source>
        <translation>这是灰阶图像，没有颜色。</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>It is a link, not a file.</source>
        <translation>这是链接，不是文件。</translation>
    </message>
    <message>
        <location filename="medview/io/index/pictures.py"/>
        <source>It is a mosaic that does not say where its tiles lie.</source>
        <translation>这是未注明各图块位置的马赛克图像。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It is a proprietary GE order of bytes, outside the standard.</source>
        <translation>这是 GE 专有的字节顺序，不符合标准。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It is a video stream; MedView shows still frames.</source>
        <translation>这是视频流；MedView 仅显示静态帧。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>It is an archive in an archive in an archive; unpack it and open the folder.</source>
        <translation>这是多重嵌套的压缩包；请解包后打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>It is damaged in line {line}; what comes before is shown.</source>
        <translation>第 {line} 行已损坏；显示此前的内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It is empty: it describes no segment.</source>
        <translation>内容为空：未描述任何分割段。</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>It is encrypted; unpack the archive with its password and open the folder.</source>
        <translation>已加密；请用密码解包后打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>It is in another split too.</source>
        <translation>它也出现在另一个划分中。</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>It is larger than the archive says.</source>
        <translation>实际大小超过压缩包所声明的大小。</translation>
    </message>
    <message>
        <location filename="medview/core/measurement_json.py"/>
        <source>It is left out; the others are shown.</source>
        <translation>已略过该项；显示其他项。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <source>It is named like Analyze but holds something else ({size} bytes).</source>
        <translation>名称类似 Analyze，但内容不符（{size} 字节）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/mgh.py"/>
        <source>It is named like MGH but holds something else ({size} bytes).</source>
        <translation>名称类似 MGH，但内容不符（{size} 字节）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/minc.py"/>
        <source>It is named like MINC but holds something else.</source>
        <translation>名称类似 MINC，但内容不符。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <source>It is named like MetaImage but holds something else.</source>
        <translation>名称类似 MetaImage，但内容不符。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>It is named like NIfTI but holds something else ({size} bytes, magic {magic}).</source>
        <translation>名称类似 NIfTI，但内容不符（{size} 字节，magic 为 {magic}）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>It is named like NRRD but holds something else.</source>
        <translation>名称类似 NRRD，但内容不符。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>It is named like a picture but holds something else.</source>
        <translation>名称类似图片，但内容不符。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/opening.py"/>
        <source>It is no DICOM file.</source>
        <translation>不是 DICOM 文件。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>It is no DICOM segmentation, as other masks of this folder are.</source>
        <translation>不是 DICOM 分割，而此文件夹中的其他掩膜是 DICOM 分割。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>It is no VOC file: {error}.</source>
        <translation>不是 VOC 文件：{error}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>It is no YOLO file: {error}.</source>
        <translation>不是 YOLO 文件：{error}。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>It is no medical image or picture.</source>
        <translation>不是医学图像或图片。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>It is no picture.</source>
        <translation>不是图像。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/alignments.py"/>
        <source>It is no record.</source>
        <translation>它不是记录。</translation>
    </message>
    <message>
        <location filename="medview/tasks/planning.py"/>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>It is no regular volume.</source>
        <translation>不是规则的体数据。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/laying.py"/>
        <source>It is no single volume.</source>
        <translation>不是单一体数据。</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <source>It is no volume ({kind}).</source>
        <translation>不是体数据（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>It is not signed by a publisher you trust, and not confirmed by anybody yet.</source>
        <translation>未由您信任的发布者签名，也尚无人确认。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>It is not written as a letter, a position and another letter, such as A123T.</source>
        <translation>其写法不是“字母、位置、另一字母”，例如 A123T。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>It is of another kind than most results.</source>
        <translation>其类型与多数结果不同。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>It is of another kind than most segmentations.</source>
        <translation>其类型与多数分割不同。</translation>
    </message>
    <message>
        <location filename="medview/engine/planning.py"/>
        <source>It is run in bfloat16 if the model's golden output agrees with it here, or else in float32.</source>
        <translation>若模型的基准输出在本机以 bfloat16 运行时相符，则以 bfloat16 运行，否则以 float32 运行。</translation>
    </message>
    <message>
        <location filename="medview/engine/planning.py"/>
        <source>It is run on the processor: the graphics processor has too little free memory.</source>
        <translation>在处理器上运行：图形处理器的可用显存不足。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It is text for inspection, without pixels.</source>
        <translation>这是供查看的文本，不含像素。</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <source>It is truncated: {present} bytes of pixels where {needed} are needed.</source>
        <translation>数据不完整：像素数据应为 {needed} 字节，仅有 {present} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/minc.py"/>
        <source>It is truncated: {present} bytes where {needed} are needed.</source>
        <translation>数据不完整：应为 {needed} 字节，仅有 {present} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>It is {what}.</source>
        <translation>它是{what}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>It lies in none of the genes the reference tells.</source>
        <translation>它不在参考序列所注明的任何基因内。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_findings.py"/>
        <source>It lies outside the prediction set of {percent:.0f} % coverage.</source>
        <translation>不属于覆盖率 {percent:.0f} % 的预测集。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>It lies within {around} letters of an end of its sequence, which the model needs.</source>
        <translation>它距序列末端不足 {around} 个字母，而模型需要这些字母。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>It makes pictures from random numbers. It analyses no study, and is offered for none; run it on arrays with “medview models run”.</source>
        <translation>它由随机数生成图片。它不分析检查，也不会提供给任何检查；请用“medview models run”对数组运行。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/real_world.py"/>
        <source>It maps no values.</source>
        <translation>未映射任何数值。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/key_objects.py"/>
        <source>It marks no image.</source>
        <translation>未标记任何图像。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>It may be an attack; ask where it came from.</source>
        <translation>可能是攻击；请核实其来源。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <location filename="medview/io/pixels/codecs.py"/>
        <location filename="medview/io/pixels/source.py"/>
        <source>It may be damaged: copy it again from where it came.</source>
        <translation>可能已损坏：请从来源处重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <location filename="medview/io/pixels/codestream.py"/>
        <location filename="medview/io/pixels/rle.py"/>
        <location filename="medview/io/pixels/source.py"/>
        <source>It may be damaged: copy it again, or export it uncompressed.</source>
        <translation>可能已损坏：请重新复制，或以无压缩方式导出。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>It may be damaged: copy it again, or unpack it elsewhere.</source>
        <translation>可能已损坏：请重新复制，或在其他位置解包。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>It may be damaged: export it again from where it came.</source>
        <translation>文件可能已损坏：请从来源处重新导出。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/headers.py"/>
        <source>It may be damaged; copy it again.</source>
        <translation>可能已损坏；请重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/layers.py"/>
        <source>It may be damaged; export it again on the grid of its images.</source>
        <translation>可能已损坏；请在其图像的网格上重新导出。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>It may be damaged; export it again.</source>
        <translation>可能已损坏；请重新导出。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It names no images, and its frame of reference {uid} is that of none.</source>
        <translation>未引用任何图像，且没有图像与其参考坐标系 {uid} 相同。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>It needs images (id, file_name), annotations (image_id, category_id, bbox) and categories.</source>
        <translation>需要 images (id, file_name)、annotations (image_id, category_id, bbox) 和 categories。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>It needs images (id, file_name), annotations (image_id, category_id, segmentation) and categories.</source>
        <translation>需要 images (id, file_name)、annotations (image_id, category_id, segmentation) 和 categories。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It needs the extension of JPEG 2000 for many components, which no decoder here has.</source>
        <translation>需要 JPEG 2000 的多分量扩展，此处没有支持它的解码器。</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>It needs: {needed}</source>
        <translation>需要：{needed}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>It reads MONAI bundles, nnU-Net v2 folders and exports, PyTorch and safetensors weights, Keras HDF5 and ONNX files.</source>
        <translation>它读取 MONAI bundle、nnU-Net v2 文件夹和导出文件、PyTorch 和 safetensors 权重、Keras HDF5 以及 ONNX 文件。</translation>
    </message>
    <message>
        <location filename="medview/engine/pictures.py"/>
        <source>It reads pictures of {count} channels.</source>
        <translation>它读取 {count} 通道的图片。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <location filename="medview/training/sequences/train.py"/>
        <source>It reads these letters: {alphabet}.</source>
        <translation>它读取以下字符：{alphabet}。</translation>
    </message>
    <message>
        <location filename="medview/engine/arrays.py"/>
        <source>It reads {channels} channels along {dims} axes, with or without a batch before them.</source>
        <translation>它读取 {dims} 个轴、{channels} 个通道的数据，前面可带或不带批次轴。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <location filename="medview/training/measuring/systems.py"/>
        <source>It reads: {input}.</source>
        <translation>可读取的内容：{input}。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>It replaces several letters by several others; single ones, insertions and deletions are scored.</source>
        <translation>它以多个字母替换多个字母；仅对单个字母替换、插入和缺失评分。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>It replaces {reference}, and its sequence has {there} there.</source>
        <translation>它所替换的是 {reference}，而序列在该处为 {there}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>It says its voxels lie in {name}, outside its own folder.</source>
        <translation>其声明的体素文件 {name} 位于自身文件夹之外。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It says of itself that no person has checked it.</source>
        <translation>其自身注明未经人工核对。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>It should take {length} bytes; {left} are left.</source>
        <translation>应占 {length} 字节；仅剩 {left} 字节。</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>It starts again by itself: try once more. If it stops again, the log file says where.</source>
        <translation>它会自动重新启动：请再试一次。如果再次停止，日志文件会注明出错位置。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>It states another frame of reference than the images it names.</source>
        <translation>其参考坐标系与所引用图像的不同。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It states the frame of reference {ours}, the images it names {theirs}.</source>
        <translation>其注明的参考坐标系为 {ours}，所引用图像的为 {theirs}。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_running.py"/>
        <source>It was cancelled.</source>
        <translation>已被取消。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It was drawn on another series: it names {count} images, such as {uid}, and none of them is here.</source>
        <translation>在另一序列上勾画：引用了 {count} 幅图像（如 {uid}），此处均没有。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>It was drawn on neither a volume nor pictures.</source>
        <translation>既非在体数据上勾画，也非在图像上勾画。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <location filename="medview/views/drawing/figures.py"/>
        <source>It was drawn on the series opened in another way (volume or pictures).</source>
        <translation>绘制时，该序列以另一种方式（体数据或图像）打开。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>It was retired from DICOM in 2001 and is used by no modality.</source>
        <translation>已于 2001 年从 DICOM 中废止，没有设备使用。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Item {number}</source>
        <translation>第 {number} 项</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <location filename="medview/io/images.py"/>
        <source>Its ICC colour profile is kept in the file and not applied.</source>
        <translation>其 ICC 颜色配置文件保留在文件中，未应用。</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <source>Its Study Instance UID differs from that of other images of the same series.</source>
        <translation>其 Study Instance UID 与同一序列的其他图像不同。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/sample.py"/>
        <source>Its arguments or its channels are other ones; say them with --arguments.</source>
        <translation>其参数或通道数不同；请用 --arguments 指定。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/space.py"/>
        <source>Its axes are not perpendicular (off by {lean:.1f} degrees); the grid is shown as it is.</source>
        <translation>其轴不垂直（偏差 {lean:.1f} 度）；网格按原样显示。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its axes of space ({axes} of {count}) do not lie side by side.</source>
        <translation>其空间轴（{axes}，共 {count} 个轴）不相邻。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>Its class, {label}, is none.</source>
        <translation>其类别 {label} 不存在。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/evidence.py"/>
        <source>Its classes are: {names}.</source>
        <translation>其类别为：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its colour palette is not applied.</source>
        <translation>未应用其调色板。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its colours ({value}) are not applied.</source>
        <translation>未应用其颜色（{value}）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Its coordinates are those of the MNI 152 template.</source>
        <translation>其坐标为 MNI 152 模板坐标。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Its coordinates are those of the Talairach atlas.</source>
        <translation>其坐标为 Talairach 图谱坐标。</translation>
    </message>
    <message>
        <source>Its coordinates are {space}.</source>
        <translation type="vanished">其坐标为 {space}。</translation>
    </message>
    <message>
        <location filename="medview/io/functional_groups.py"/>
        <source>Its directions are those of the acquired volume, not of the patient.</source>
        <translation>其方向是采集体数据的方向，而非患者的方向。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>Its encoding is {syntax}, which MedView does not decode: {why}</source>
        <translation>其编码为 {syntax}，MedView 不能解码：{why}</translation>
    </message>
    <message>
        <location filename="medview/core/study.py"/>
        <source>Its format has no DICOM UIDs that a DICOM segmentation could refer to.</source>
        <translation>其格式没有可供 DICOM 分割引用的 DICOM UID。</translation>
    </message>
    <message>
        <location filename="medview/core/study.py"/>
        <source>Its format has no DICOM UIDs that a DICOM structured report could refer to.</source>
        <translation>其格式没有可供 DICOM 结构化报告引用的 DICOM UID。</translation>
    </message>
    <message>
        <location filename="medview/io/inspect.py"/>
        <source>Its frames make {count} series.</source>
        <translation>其各帧构成 {count} 个序列。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its header is wrong: it skips {count} bytes.</source>
        <translation>其文件头有误：跳过 {count} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Its header is wrong: it states the shape {shape}.</source>
        <translation>其文件头有误：声明的形状为 {shape}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its header is wrong: it states the sizes {sizes} in {count} dimensions.</source>
        <translation>其文件头有误：声明的大小为 {sizes}，维数为 {count}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Its header is wrong: its voxels begin at byte {offset}.</source>
        <translation>其文件头有误：体素起始于第 {offset} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/mgh.py"/>
        <source>Its header is wrong: {shape} voxels of type {code}.</source>
        <translation>其文件头有误：{shape} 体素，类型为 {code}。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/headers.py"/>
        <source>Its header takes {needed} bytes; the file holds {found}.</source>
        <translation>其文件头应占 {needed} 字节；文件仅有 {found} 字节。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>Its images carry look-up tables for display, which are not applied in a volume.</source>
        <translation>其图像带有显示用查找表，在体数据中不应用。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>Its images carry look-up tables for display; they are applied to slices as they were taken.</source>
        <translation>其图像带有显示用查找表；仅应用于原始采集切面。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>Its images carry overlay planes, which are not drawn in a volume.</source>
        <translation>其图像带有覆盖层平面，在体数据中不绘制。</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>Its images carry overlay planes; they are drawn on slices as they were taken.</source>
        <translation>其图像带有覆盖层平面；仅在原始采集切面上绘制。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>Its labels may lie over each other; in MedView's map the later ones lie over the earlier.</source>
        <translation>其标签可能相互重叠；在 MedView 的标签图中，后面的标签覆盖前面的标签。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/known.py"/>
        <source>Its layers are convolutions of size 3 padded as wide as they are dilated, and one of size 1 at the end.</source>
        <translation>其各层应为大小为 3、填充宽度等于膨胀率的卷积，最后一层为大小为 1 的卷积。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/opening.py"/>
        <source>Its lines end as those of old Macintosh programs do.</source>
        <translation>其换行方式为旧 Macintosh 程序的格式。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its mask subtraction is not applied.</source>
        <translation>未应用其蒙片减影。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its modality look-up table is not applied; that of the images is.</source>
        <translation>未应用其 Modality LUT；应用图像自身的。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>Its network does not see it whole: only crops can be learned from.</source>
        <translation>其网络无法看到完整图像：只能从裁剪块学习。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/space.py"/>
        <source>Its orientation matrix has no volume or is not finite.</source>
        <translation>其方向矩阵体积为零或含非有限值。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>Its outlines are made for {columns} × {rows} pixels, the picture has {own_columns} × {own_rows}.</source>
        <translation>其轮廓对应 {columns} × {rows} 像素，图像为 {own_columns} × {own_rows} 像素。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/layers.py"/>
        <source>Its own grid of {shape} voxels is too large to be resampled.</source>
        <translation>其自身网格（{shape} 体素）过大，无法重采样。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>Its package states other letters or a smaller flank than its network needs; install it again.</source>
        <translation>其模型包所注明的字母与网络所需不符，或侧翼过短；请重新安装。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Its packed block {number} is damaged.</source>
        <translation>第 {number} 个压缩块已损坏。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Its packed block {number} is damaged: {why}.</source>
        <translation>第 {number} 个压缩块已损坏：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Its packed data are damaged or cut off: {why}.</source>
        <translation>压缩数据已损坏或不完整：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <source>Its patient differs from that of other images with the same Study Instance UID.</source>
        <translation>其患者与 Study Instance UID 相同的其他图像不同。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>Its pixels are kept on a server and are not in the file.</source>
        <translation>其像素保存在服务器上，不在文件中。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>Its pixels are not stored the way its encoding {syntax} demands.</source>
        <translation>其像素的存储方式不符合其编码 {syntax} 的要求。</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>Its pixels are {photometric}, not grey values.</source>
        <translation>其像素为 {photometric}，不是灰度值。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>Its position “{text}” is not a number.</source>
        <translation>其位置“{text}”不是数字。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its presentation look-up table is not applied; grey values go to the screen evenly.</source>
        <translation>未应用其 Presentation LUT；灰度值按线性显示。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq.py"/>
        <source>Its qualities are the bytes {lowest} to {highest}, which more than one encoding can mean; {scale} is assumed.</source>
        <translation>质量值的字节范围为 {lowest} 至 {highest}，可能属于多种编码；按 {scale} 处理。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>Its qualities have the byte 0x{byte:02x}, which means no quality.</source>
        <translation>质量值中有字节 0x{byte:02x}，它不表示任何质量。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>Its records are checked when they are opened; lengths are those it states.</source>
        <translation>记录在打开时才检查；长度为文件所声明的长度。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta.py"/>
        <source>Its records are of different kinds: {counts}.</source>
        <translation>记录的类型不同：{counts}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>Its reference is not beside it, so that its letters are not known.</source>
        <translation>旁边没有其参考序列，因此不知道其字母。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>Its reference “{text}” does not consist of letters.</source>
        <translation>其参考“{text}”不是由字母组成的。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Its rescale ({slope:g}, {intercept:g}) is not applied; that of the images is.</source>
        <translation>未应用其重缩放（{slope:g}, {intercept:g}）；应用图像自身的。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>Its results are not written by {transform}: MedView keeps and exports them itself.</source>
        <translation>其结果不由 {transform} 写出：MedView 自行保存并导出。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Its signature does not fit its files.</source>
        <translation>其签名与文件不符。</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>Its size</source>
        <translation>层级大小</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>Its size or its channels are other ones; the model's card says which.</source>
        <translation>其尺寸或通道数不同；请见模型卡。</translation>
    </message>
    <message>
        <location filename="medview/core/study.py"/>
        <source>Its slices are tiles of mosaics, which a DICOM segmentation cannot refer to one by one.</source>
        <translation>其层面是马赛克图像的图块，DICOM 分割无法逐一引用。</translation>
    </message>
    <message>
        <location filename="medview/core/study.py"/>
        <source>Its slices were resampled to an upright grid, which no stored image has.</source>
        <translation>其层面已重采样为正交网格，没有与之对应的存储图像。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its space ({space}) is not the patient's: which side is left is a guess.</source>
        <translation>其空间（{space}）不是患者坐标空间：左右侧为推测。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>Its splits are: {known}.</source>
        <translation>其数据划分有：{known}。</translation>
    </message>
    <message>
        <location filename="medview/io/images.py"/>
        <source>Its supplemental palette is not applied; all values are shown in grey.</source>
        <translation>未应用其补充调色板；所有数值以灰阶显示。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>Its voxels are colours; they are shown as pictures.</source>
        <translation>其体素为彩色；按图像显示。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its voxels are of type {kind} in encoding {encoding}, which cannot be read.</source>
        <translation>其体素类型为 {kind}，编码为 {encoding}，无法读取。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <source>Its voxels are of type {kind}, which cannot be read.</source>
        <translation>其体素类型为 {kind}，无法读取。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Its voxels are {kind}, which cannot be shown.</source>
        <translation>其体素为 {kind}，无法显示。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Its voxels lie elsewhere than those of the image of this name.</source>
        <translation>其体素位置与同名图像的体素位置不一致。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Its voxels lie in several files, which cannot be read.</source>
        <translation>其体素分布在多个文件中，无法读取。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>Its weights are damaged, or belong to another network; ask its maker.</source>
        <translation>其权重已损坏，或属于其他网络；请询问其制作者。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/a3m.py"/>
        <source>Its {rows} rows have {columns} columns with all insertions, too many to be shown.</source>
        <translation>包含所有插入时，{rows} 行共有 {columns} 列，过多而无法显示。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>JPEG XL is not decoded yet.</source>
        <translation>尚不能解码 JPEG XL。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Keep the same sequence, and close homologues, in one split.</source>
        <translation>请将相同的序列及近缘同源序列放在同一划分中。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Key objects</source>
        <translation>关键对象</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Key pictures</source>
        <translation>关键图片</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/cli/train.py"/>
        <location filename="medview/io/objects/other.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Known failures</source>
        <translation>已知失效情形</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Known length</source>
        <translation>已知长度</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Known sites left out</source>
        <translation>不计已知位点</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>LPS {x}, {y}, {z} mm</source>
        <translation>LPS {x}, {y}, {z} mm</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <location filename="medview/core/measured_table.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <location filename="medview/io/objects/real_world.py"/>
        <location filename="medview/io/objects/structures.py"/>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <location filename="medview/engine/picture_findings.py"/>
        <source>Label {value}</source>
        <translation>标签 {value}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segments.py"/>
        <source>Laterality</source>
        <translation>侧别</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Layers kept at once</source>
        <translation>同时保留的层数</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <source>Leave --baselines out.</source>
        <translation>请去掉 --baselines。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <location filename="medview/training/measuring/evidence.py"/>
        <source>Leave --evidence out.</source>
        <translation>请去掉 --evidence。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/pictures.py"/>
        <source>Leave --split out to measure all of its cases.</source>
        <translation>请去掉 --split 以评估其全部病例。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/layers.py"/>
        <source>Leave it out in the package's “evidence”: the layer is found then.</source>
        <translation>请在模型包的“evidence”中略去它：该层将自动确定。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <source>Leave it out, or choose another model.</source>
        <translation>请将其略去，或选择其他模型。</translation>
    </message>
    <message>
        <location filename="medview/tasks/film_of_series.py"/>
        <source>Leave out --along positions.</source>
        <translation>请去掉 --along positions。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/numbering.py"/>
        <source>Leave out the structures that are not to be learned.</source>
        <translation>请略去不需要学习的结构。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Leave out those that are not to be learned.</source>
        <translation>请略去不需要学习的分割段。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/a3m.py"/>
        <source>Leave the insertions out (hhfilter, reformat.pl -r) and open that.</source>
        <translation>请去除插入（hhfilter、reformat.pl -r）后再打开。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Leave the model out: nucleotides are aligned by scores that are stated.</source>
        <translation>请不要指定模型：核苷酸按给定的分值比对。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/adjusting.py"/>
        <source>Leave the number of networks out.</source>
        <translation>请去掉网络数。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Leave them out: proteins are aligned by BLOSUM62 or a model.</source>
        <translation>请不要指定这些分值：蛋白质按 BLOSUM62 或模型比对。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>Leave “evidence” out of the package; it can be explained without.</source>
        <translation>请从模型包中去掉“evidence”；没有它也可进行解释。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Left out of the data</source>
        <translation>从数据中略去</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Left out: {file}: {reason}</source>
        <translation>已略去：{file}：{reason}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>Left out: {what}</source>
        <translation>已省略：{what}</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/core/measured_text.py"/>
        <location filename="medview/report/records.py"/>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Lengths were converted from {unit} mm.</source>
        <translation>长度原以 {unit} mm 为单位，已换算。</translation>
    </message>
    <message>
        <location filename="medview/tasks/launching.py"/>
        <source>Let the run go on: nothing but the last minute is lost. If it happens again, train in one process.</source>
        <translation>请继续此次训练：除最后一分钟外没有损失。如再次发生，请用单个进程训练。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>Letters are those of {name}.</source>
        <translation>字母取自 {name}。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Letters looked at around a variant</source>
        <translation>变异周围查看的字母数</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Letters seen on each side</source>
        <translation>每侧可见的字母数</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Leucine</source>
        <translation>亮氨酸</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Limit (HU)</source>
        <translation>界限（HU）</translation>
    </message>
    <message>
        <location filename="medview/tasks/splice_findings.py"/>
        <source>Line {line} and {count} more: {reason}</source>
        <translation>第 {line} 行及另外 {count} 处：{reason}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>Line {line} has no end within {size} MB.</source>
        <translation>第 {line} 行在 {size} MB 内没有结尾。</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>Line {line} of {name}: {reason}</source>
        <translation>{name} 第 {line} 行：{reason}</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/cli/variants.py"/>
        <location filename="medview/io/sequences/source.py"/>
        <location filename="medview/tasks/splice_findings.py"/>
        <source>Line {line}: {reason}</source>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>Line {number} does not state all of {names}.</source>
        <translation>第 {number} 行没有给出全部字段：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta.py"/>
        <source>Lines before its first record were left out: {count}.</source>
        <translation>第一条记录之前略去的行数：{count}。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>Load it where it is trusted and save its state_dict() alone, or export it as ONNX.</source>
        <translation>请在信任它的环境中加载并仅保存其 state_dict()，或导出为 ONNX。</translation>
    </message>
    <message>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/explain.py"/>
        <location filename="medview/cli/film.py"/>
        <location filename="medview/cli/measuring.py"/>
        <location filename="medview/cli/reporting.py"/>
        <location filename="medview/cli/substitutions.py"/>
        <location filename="medview/cli/surfaces.py"/>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>Loading pictures</source>
        <translation>正在加载图像</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_volume.py"/>
        <source>Loading slices</source>
        <translation>正在加载层面</translation>
    </message>
    <message>
        <location filename="medview/io/formats/values.py"/>
        <location filename="medview/io/formats/volumes.py"/>
        <source>Loading the image</source>
        <translation>正在加载图像</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/importing.py"/>
        <location filename="medview/training/evaluated.py"/>
        <location filename="medview/training/evaluation.py"/>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>Loading the slide</source>
        <translation>正在加载切片</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <location filename="medview/cli/registering.py"/>
        <source>Loading {name}</source>
        <translation>正在加载 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>Localiser</source>
        <translation>定位像</translation>
    </message>
    <message>
        <location filename="medview/cli/substitutions.py"/>
        <source>Log odds</source>
        <translation>对数比值</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Long axis</source>
        <translation>长轴</translation>
    </message>
    <message>
        <location filename="medview/io/objects/opening.py"/>
        <source>Look at it in the tag browser, or export it again.</source>
        <translation>请在标签浏览器中查看，或重新导出。</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>Look at it, and remove it by hand.</source>
        <translation>请查看该文件夹，并手动移除。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>Look at its list of regions, or export it again.</source>
        <translation>请查看其感兴趣区列表，或重新导出。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/packages.py"/>
        <source>Look at the list of models again.</source>
        <translation>请重新查看模型列表。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>Look for letters among {letters}, or for a regular expression.</source>
        <translation>请查找 {letters} 中的字母，或使用正则表达式。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Look-up table</source>
        <translation>查找表</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <location filename="medview/training/data/checks.py"/>
        <source>Looking at the data</source>
        <translation>正在查看数据</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Looking at the pictures</source>
        <translation>正在查看图像</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Looking at the slices</source>
        <translation>正在查看层面</translation>
    </message>
    <message>
        <location filename="medview/training/aligning/train.py"/>
        <source>Looking for relatives among the families</source>
        <translation>正在查找相互同源的家族</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>Looking for the brain</source>
        <translation>正在查找脑</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Lysine</source>
        <translation>赖氨酸</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Machine</source>
        <translation>治疗机</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Made by</source>
        <translation>创建者</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Made on</source>
        <translation>创建日期</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>Make room on the disk, or unpack it elsewhere and open the folder.</source>
        <translation>请释放磁盘空间，或在其他位置解包后打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/atomic.py"/>
        <source>Make room, or choose another place.</source>
        <translation>请释放空间，或选择其他位置。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Make room, or unpack it elsewhere and open what was inside.</source>
        <translation>请腾出空间，或在别处解压后打开其中的文件。</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>Make the report again.</source>
        <translation>请重新生成报告。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Make the score of other letters less: three times it must outweigh that of equal ones.</source>
        <translation>请降低不同字符的分值：其绝对值的三倍必须大于相同字符的分值。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>Making the film</source>
        <translation>正在制作影片</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <source>Maps of evidence are measured on pictures only.</source>
        <translation>证据图只能在图片上测量。</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Maximum at point</source>
        <translation>点最大剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Maximum {dose}.</source>
        <translation>最大值 {dose}。</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/io/objects/dose.py"/>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Mean {values}</source>
        <translation>均值 {values}</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/evaluating.py"/>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/training/measuring/document.py"/>
        <source>Measured</source>
        <translation>测量指标</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_findings.py"/>
        <source>Measured on the detector: the object is smaller by the magnification.</source>
        <translation>在探测器处测量：物体实际尺寸按放大倍数缩小。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Measurement</source>
        <translation>测量</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Measurements</source>
        <translation>测量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/real_world.py"/>
        <source>Measures</source>
        <translation>测量内容</translation>
    </message>
    <message>
        <location filename="medview/training/evaluation.py"/>
        <location filename="medview/training/measuring/pictures.py"/>
        <location filename="medview/training/measuring/sequences.py"/>
        <source>Measuring</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/evidence.py"/>
        <source>Measuring the evidence</source>
        <translation>正在评估依据分布图</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/gating.py"/>
        <source>Measuring the input gate</source>
        <translation>正在测定输入校验</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>MedView averages the folds of one network only</source>
        <translation>MedView 只对同一网络的各折取平均</translation>
    </message>
    <message>
        <location filename="medview/session/paths.py"/>
        <source>MedView cannot make its folder {folder}: {reason}.</source>
        <translation>MedView 无法创建其文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/jobs/workspace.py"/>
        <source>MedView cannot make its working folder in {root}: {reason}.</source>
        <translation>MedView 无法在 {root} 中创建工作文件夹：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/session/log.py"/>
        <source>MedView cannot write its log to {folder}: {reason}.</source>
        <translation>MedView 无法将日志写入 {folder}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>MedView does not know this encoding.</source>
        <translation>MedView 不支持此编码。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/other.py"/>
        <source>MedView has no viewer for {kind}; the tag browser shows all of it.</source>
        <translation>MedView 没有用于 {kind} 的查看器；标签浏览器可显示其全部内容。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>MedView has nothing that does the same</source>
        <translation>MedView 没有等效的功能</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>MedView has these: {names}.</source>
        <translation>MedView 支持以下网络：{names}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>MedView imports networks with one input: a picture, a volume or a sequence, channels first or last.</source>
        <translation>MedView 导入只有一个输入的网络：图片、体数据或一维序列，通道在最前或最后。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>MedView imports segmentation (scores of every class, as large as the input), classification (one number for each class) and detection (boxes with scores).</source>
        <translation>MedView 可导入分割（各类别得分，大小与输入相同）、分类（每个类别一个数值）和检测（带得分的框）模型。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>MedView keeps the voxels' sides in mm, and does not stretch images to a fixed number of voxels</source>
        <translation>MedView 保持以 mm 计的体素边长，不将图像拉伸到固定的体素数</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>MedView made a mistake and could not finish this ({task}: {what}).</source>
        <translation>MedView 出现错误，未能完成此操作（{task}：{what}）。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/refusals.py"/>
        <source>MedView reads a bundle as data and runs nothing of it. Ask its maker for plain values in its inference.json, or for the network as ONNX.</source>
        <translation>MedView 将 bundle 仅作为数据读取，不运行其中任何内容。请向其制作者索取在 inference.json 中使用普通值的版本，或索取 ONNX 格式的网络。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/refusals.py"/>
        <source>MedView reads nnU-Net v2 models of PlainConvUNet and ResidualEncoderUNet; export others as ONNX.</source>
        <translation>MedView 读取 PlainConvUNet 和 ResidualEncoderUNet 的 nnU-Net v2 模型；其他模型请导出为 ONNX。</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>MedView report</source>
        <translation>MedView 报告</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>MedView shows no network less than the whole image</source>
        <translation>MedView 始终向网络提供完整图像</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>MedView takes each channel from an image of its own</source>
        <translation>MedView 的每个通道取自单独的图像</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Memory (MB)</source>
        <translation>内存（MB）</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>Memory ran out: the rest was computed on the processor, which takes longer.</source>
        <translation>内存不足：其余部分已在处理器上计算，耗时较长。</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>Memory ran out: the sums over windows were kept in 16 bits.</source>
        <translation>内存不足：滑窗累加值改以 16 位保存。</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>Memory ran out: the sums over windows were moved from the graphics processor to main memory.</source>
        <translation>内存不足：滑窗累加值已从图形处理器移至主内存。</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>Memory ran out: the windows in one pass were halved to {batch}.</source>
        <translation>内存不足：每次推理的滑窗数已减半为 {batch}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>Mend it, or leave the picture out.</source>
        <translation>请修正该标注，或略去该图像。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>Mend or remove it.</source>
        <translation>请修复或移除它。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>Mend the file, or export it again from where it came.</source>
        <translation>请修正文件，或从来源处重新导出。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Meterset</source>
        <translation>机器跳数</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Methionine</source>
        <translation>甲硫氨酸</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Min</source>
        <translation>最小值</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Min {low}, max {high}</source>
        <translation>最小值 {low}，最大值 {high}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/importing.py"/>
        <location filename="medview/report/report.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="medview/catalog/store.py"/>
        <source>Models no trusted publisher signed must be confirmed again; a copy of the file is kept.</source>
        <translation>未由受信任发布者签名的模型须重新确认；已保留该文件的副本。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Modification</source>
        <translation>修改</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>Modified</source>
        <translation>已修改</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>Most networks take only sides they can halve several times. Import the model again and say of what its sides are multiples: --settings '{example}'</source>
        <translation>多数网络只接受可多次减半的边长。请重新导入模型，并指定边长应为何数的倍数：--settings '{example}'</translation>
    </message>
    <message>
        <location filename="medview/imaging/aligning.py"/>
        <source>Move it by hand instead.</source>
        <translation>请改为手动移动。</translation>
    </message>
    <message>
        <location filename="medview/imaging/aligning.py"/>
        <source>Move one by hand until the same anatomy meets, and register again from there.</source>
        <translation>请手动移动其中之一，使相同解剖结构重合，再从该位置重新配准。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Mutual information {before:.3f} before, {after:.3f} after; {overlap:.0%} of the smaller series overlaps.</source>
        <translation>互信息：配准前 {before:.3f}，配准后 {after:.3f}；较小序列的 {overlap:.0%} 重叠。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/codes.py"/>
        <source>NCBI's codes are {numbers}.</source>
        <translation>NCBI 的遗传密码有 {numbers}。</translation>
    </message>
    <message>
        <location filename="medview/io/nifti_writing.py"/>
        <source>NIfTI has room for {most} dimensions beside space; these are {count}.</source>
        <translation>NIfTI 除空间外最多容纳 {most} 维；此处为 {count} 维。</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <location filename="medview/io/objects/structures.py"/>
        <location filename="medview/report/report.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Name a folder, a zip or an address: medview models update {model} SOURCE</source>
        <translation>请指定文件夹、zip 或地址：medview models update {model} SOURCE</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/planning.py"/>
        <source>Name every value of the label maps, in the order 1, 2, 3 …, with commas between.</source>
        <translation>请按 1、2、3 … 的顺序列出标签图的所有值的名称，以逗号分隔。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>Name folders or files, or a table of them with --manifest.</source>
        <translation>请指定文件夹或文件，或用 --manifest 指定列出它们的表格。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>Name one with --model, or in the manifest's column model.</source>
        <translation>请用 --model 指定，或在清单的 model 列中指定。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>Name the file of the reference: FASTA, or GenBank or EMBL with its genes.</source>
        <translation>请指定参考序列文件：FASTA，或带基因注释的 GenBank 或 EMBL。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Name the file that holds the segmentation.</source>
        <translation>请指定包含分割的文件。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/naming.py"/>
        <source>Name the labels like the classes.</source>
        <translation>请使标签与类别同名。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/numbering.py"/>
        <source>Name the segments or categories like the classes.</source>
        <translation>请使分割段或 categories 的名称与类别名称一致。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Name them with --images PATH.</source>
        <translation>请用 --images PATH 指定。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Networks</source>
        <translation>网络数</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>No COCO file names it.</source>
        <translation>没有 COCO 文件列出它。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/body.py"/>
        <source>No body was found in this CT.</source>
        <translation>此 CT 中未找到人体。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/body.py"/>
        <source>No bone was found in this CT.</source>
        <translation>此 CT 中未找到骨骼。</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>No finding of this analysis was accepted, so there is nothing to write.</source>
        <translation>此分析没有被接受的发现，因此没有可写入的内容。</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>No finding was accepted.</source>
        <translation>没有被接受的发现。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>No host is allowed.</source>
        <translation>没有允许的主机。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/lungs.py"/>
        <source>No lungs were found: no part of the body filled with air has {least:.0f} mL.</source>
        <translation>未找到肺：体内没有达到 {least:.0f} mL 的含气部分。</translation>
    </message>
    <message>
        <location filename="medview/cli/models.py"/>
        <source>No model is installed.</source>
        <translation>未安装模型。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>No model is named.</source>
        <translation>未指定模型。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_run.py"/>
        <source>No package of pictures has its golden output on a template.</source>
        <translation>没有任何图像类模型包的基准输出位于模板上。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/answering.py"/>
        <source>No package of sequences has its golden output on a template.</source>
        <translation>序列模型包的标准输出都不在模板上。</translation>
    </message>
    <message>
        <location filename="medview/training/aligning/train.py"/>
        <source>No pair of {name} has sequences of at most {longest} letters.</source>
        <translation>{name} 中没有一对序列的长度均不超过 {longest} 个字符。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>No person has reviewed these AI suggestions.</source>
        <translation>这些人工智能建议未经人工审阅。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>No pixel's centre lies inside: there are no values to measure.</source>
        <translation>区域内没有像素中心：没有可测量的数值。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>No private creator reserves it.</source>
        <translation>没有 private creator 为其保留。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>No publisher is trusted.</source>
        <translation>没有受信任的发布者。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>No record of {name} can be used. {first}</source>
        <translation>{name} 中没有可用的记录。{first}</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>No result for the {name}: {reason}.</source>
        <translation>{name}无结果：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>No result is shown{where}: {sentence}</source>
        <translation>不显示结果{where}：{sentence}</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>No result was decided on in whole. {reasons}</source>
        <translation>没有任何结果已全部作出决定。{reasons}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>No segment describes the values {values}.</source>
        <translation>没有描述数值 {values} 的分割段。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>No segmentation could be made for this series: {why}.</source>
        <translation>无法为此序列生成分割：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/train.py"/>
        <source>No sequence of {name} has a letter the recipe knows.</source>
        <translation>{name} 中没有任何序列含有方案所知的字母。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <location filename="medview/cli/choosing.py"/>
        <source>No series has the UID {uid}.</source>
        <translation>没有 UID 为 {uid} 的序列。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_report.py"/>
        <source>No structured report could be made for this series: {why}.</source>
        <translation>无法为此序列生成结构化报告：{why}。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>No study is named.</source>
        <translation>未指定检查。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>No study was opened lately.</source>
        <translation>最近未打开任何检查。</translation>
    </message>
    <message>
        <location filename="medview/cli/explain.py"/>
        <source>No such finding to explain.</source>
        <translation>没有可供解释的此项发现。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>No table states its class.</source>
        <translation>没有表格说明其类别。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/lungs.py"/>
        <source>No trachea was found: the airways are counted with the lungs.</source>
        <translation>未找到气管：气道计入肺内。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>No trusted publisher has the key {key}.</source>
        <translation>没有受信任的发布者使用密钥 {key}。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>No version of {model} is used.</source>
        <translation>未使用 {model} 的任何版本。</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>No whole T1-weighted brain was found: {reason}.</source>
        <translation>未找到完整的 T1 加权脑图像：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Nobody has confirmed the model {model} yet. {signature}</source>
        <translation>尚无人确认模型 {model}。{signature}</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Nobody has decided on this finding.</source>
        <translation>尚无人对此发现作出决定。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Nobody knows where {model} is updated from.</source>
        <translation>不知道 {model} 从何处更新。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>None of its frames belongs to an image of this series.</source>
        <translation>其任何一帧均不属于此序列的图像。</translation>
    </message>
    <message>
        <location filename="medview/tasks/film_of_series.py"/>
        <source>None of its pictures could be read.</source>
        <translation>其图像均无法读取。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>None of the chosen labels has voxels.</source>
        <translation>所选标签均不含体素。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>None of the pictures can be read. {why}</source>
        <translation>所有图像均无法读取。{why}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>None of the report's {count} coordinates lies on these images.</source>
        <translation>报告的 {count} 个坐标均不在这些图像上。</translation>
    </message>
    <message>
        <location filename="medview/cli/demo.py"/>
        <source>None of the shipped models accepts the demonstration study.</source>
        <translation>内置模型均不接受演示检查。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>None of the {count} files in {where} can be opened. The first, {name}: {reason}</source>
        <translation>{where} 中的 {count} 个文件均无法打开。第一个是 {name}：{reason}</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>None of the {count} pictures of {split} has a box.</source>
        <translation>{split} 的 {count} 幅图像均没有框。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>None of the {n} findings has been reviewed; a report holds reviewed findings only.</source>
        <translation>{n} 个发现均未经审阅；报告仅包含已审阅的发现。</translation>
    </message>
    <message>
        <location filename="medview/cli/reporting.py"/>
        <source>None of the {n} series found has been reviewed; a report holds reviewed findings only.</source>
        <translation>找到的 {n} 个序列均未经审阅；报告仅包含已审阅的发现。</translation>
    </message>
    <message>
        <location filename="medview/training/data/annotated.py"/>
        <source>None of them</source>
        <translation>均不属于</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/batch.py"/>
        <location filename="medview/cli/batch_records.py"/>
        <location filename="medview/cli/explain.py"/>
        <location filename="medview/cli/substitutions.py"/>
        <location filename="medview/cli/variants.py"/>
        <location filename="medview/imaging/picture.py"/>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/page.py"/>
        <location filename="medview/report/pdf.py"/>
        <location filename="medview/training/measuring/document.py"/>
        <location filename="medview/views/viewport/labelled.py"/>
        <source>Not a medical device. For research and education.</source>
        <translation>非医疗器械，仅供研究与教学使用。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Not answered</source>
        <translation>未作答</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>Not answered for {records}: {why}.</source>
        <translation>未回答 {records}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>Not at true size: the size of its pixels is unknown.</source>
        <translation>非真实大小：像素大小未知。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>Not checked for this model: whether the map depends on what it learned is not known.</source>
        <translation>尚未针对此模型验证：不知道该分布图是否取决于模型所学内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>Not every finding of it was decided on.</source>
        <translation>其中并非每个发现都已作出决定。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Not read{where}: {sentence}</source>
        <translation>未读取{where}：{sentence}</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>Not reviewed by a person</source>
        <translation>未经人工审阅</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Not reviewed: look at the result before it is used.</source>
        <translation>未审阅：使用前请查看结果。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Not signed.</source>
        <translation>未签名。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Not supported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Notes</source>
        <translation>附注</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Nothing in it says which images it was drawn on.</source>
        <translation>其中未注明是在哪些图像上勾画的。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>Nothing in the image speaks for it.</source>
        <translation>图像中没有支持该判断的内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <source>Nothing is drawn in any of the masks.</source>
        <translation>所有掩膜中均无勾画内容。</translation>
    </message>
    <message>
        <location filename="medview/cli/app.py"/>
        <source>Nothing more was written.</source>
        <translation>未再写入其他内容。</translation>
    </message>
    <message>
        <location filename="medview/training/data/annotated.py"/>
        <source>Nothing says its {what}.</source>
        <translation>未说明其 {what}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Nothing says that the object and these images share their coordinates (frame of reference).</source>
        <translation>没有信息表明该对象与这些图像采用相同的坐标（参考坐标系）。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Nothing says what to train from, or two things do.</source>
        <translation>未说明训练数据来源，或同时给出了两个来源。</translation>
    </message>
    <message>
        <source>Nothing says what to train from.</source>
        <translation type="vanished">未说明用什么数据训练。</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>Nothing was changed. Please report it with the log file, which says where it happened.</source>
        <translation>未作任何更改。请附上日志文件报告此问题，其中注明了出错位置。</translation>
    </message>
    <message>
        <location filename="medview/cli/measuring.py"/>
        <source>Nothing was drawn on this study.</source>
        <translation>此检查上未绘制任何内容。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Nothing was outlined{where}.</source>
        <translation>未勾画出任何结构{where}。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Nothing was written. Open the study again and repeat the analysis on this series.</source>
        <translation>未写入任何内容。请重新打开该检查，并对此序列重新分析。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Nothing was written. Open the study again.</source>
        <translation>未写入任何内容。请重新打开该检查。</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>Number {number}</source>
        <translation>序列号 {number}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Objects are laid over images; this series has none.</source>
        <translation>对象须叠加在图像上；此序列没有图像。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Occlusion</source>
        <translation>遮挡法</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/evaluating.py"/>
        <location filename="medview/training/measuring/document.py"/>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>Of Keras files, MedView reads these two networks; export others as ONNX.</source>
        <translation>在 Keras 文件中，MedView 只读取这两种网络；其他网络请导出为 ONNX。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>Of variants, how far the probability of a splice site rises or falls, 0 to 1: AG and AL, gain and loss of an acceptor; DG and DL, of a donor; in brackets how many bases from the variant.</source>
        <translation>变异使剪接位点概率升高或降低的幅度（0 至 1）：AG 与 AL 为受体的获得与丧失；DG 与 DL 为供体的获得与丧失；括号内为距变异的碱基数。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Of {model}, version {version} is used.</source>
        <translation>{model} 使用的版本为 {version}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>Of {other} of {compared} variants the replaced letters are not those of {name}.</source>
        <translation>{compared} 个变异中有 {other} 个所替换的字母与 {name} 不符。</translation>
    </message>
    <message>
        <source>On</source>
        <translation type="vanished">启用</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>One image.</source>
        <translation>一幅图像。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>One of the file's two orientations ({bad}) is not valid; {name} is used.</source>
        <translation>文件的两个方向之一（{bad}）无效；采用 {name}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/launching.py"/>
        <source>One of the processes that train together has ended.</source>
        <translation>共同训练的进程之一已终止。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Only DICOM images say whose they are; this object needs them.</source>
        <translation>只有 DICOM 图像注明所属患者；此对象需要此类图像。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Only its training and held-out sequences are known; nobody has measured it on others.</source>
        <translation>仅知其训练序列和留出序列；尚无人在其他序列上测量过。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/lungs.py"/>
        <source>Only one lung was found; its side is where it lies in the body.</source>
        <translation>仅找到一侧肺；其侧别按其在体内的位置判定。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>Only the first {count} annotations are drawn.</source>
        <translation>仅绘制前 {count} 个标注。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>Only the first {count} of its coordinates are drawn.</source>
        <translation>仅绘制其前 {count} 个坐标。</translation>
    </message>
    <message>
        <location filename="medview/core/carrying.py"/>
        <source>Only the first {count} pictures have one; mask.tif holds all.</source>
        <translation>仅前 {count} 幅图像有；mask.tif 包含全部。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>Only the first {kept} samples of a group are shown.</source>
        <translation>仅显示一个通道组的前 {kept} 个采样。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Only {count} cases can be used.</source>
        <translation>仅有 {count} 个病例可用。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Opacity is left out.</source>
        <translation>已略去不透明度。</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>Open a T1-weighted MR series of the whole head. Nothing was drawn.</source>
        <translation>请打开全头部的 T1 加权 MR 序列。未绘制任何内容。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/opening.py"/>
        <source>Open a file that a modality or archive exported.</source>
        <translation>请打开由设备或归档系统导出的文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/reader.py"/>
        <source>Open a file that holds its letters, such as FASTA.</source>
        <translation>请打开含有其字母的文件，例如 FASTA。</translation>
    </message>
    <message>
        <source>Open a folder, file or zip with DICOM objects, research images (NIfTI, NRRD, MGH …) or pictures.</source>
        <translation type="vanished">请打开含有 DICOM 对象、科研图像（NIfTI、NRRD、MGH 等）或图片的文件夹、文件或 zip。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>Open a folder, file or zip with DICOM objects, research images (NIfTI, NRRD, MGH …), pictures or sequences.</source>
        <translation>请打开含有 DICOM 对象、科研图像（NIfTI、NRRD、MGH 等）、图片或生物序列的文件夹、文件或 zip。</translation>
    </message>
    <message>
        <location filename="medview/tasks/given.py"/>
        <source>Open a series that has them as its positions, such as its contrasts.</source>
        <translation>请打开以这些图像（例如不同对比度）作为各位置的多维序列。</translation>
    </message>
    <message>
        <location filename="medview/imaging/itk.py"/>
        <source>Open another series.</source>
        <translation>请打开其他序列。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/genbank.py"/>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <location filename="medview/io/splice_files.py"/>
        <source>Open it again and repeat the analysis.</source>
        <translation>请重新打开它并重新分析。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/volumes.py"/>
        <location filename="medview/views/output/frames.py"/>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Open it and try again.</source>
        <translation>请打开后重试。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/source.py"/>
        <source>Open it as an image with a window.</source>
        <translation>请以带窗宽窗位的图像方式打开。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/opening.py"/>
        <location filename="medview/io/progressive.py"/>
        <source>Open it by itself.</source>
        <translation>请单独打开。</translation>
    </message>
    <message>
        <location filename="medview/cli/measuring.py"/>
        <source>Open it in MedView, choose a tool in the Measure menu and draw.</source>
        <translation>请在 MedView 中打开，在“测量”菜单中选择工具并绘制。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <location filename="medview/io/sequences/fasta_letters.py"/>
        <source>Open it once more.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <location filename="medview/io/middle.py"/>
        <source>Open it to see what it holds.</source>
        <translation>请打开以查看其内容。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open it with the images it is about.</source>
        <translation>请与其相关的图像一同打开。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open it with the images it was made on, or register the two.</source>
        <translation>请与其生成时所用的图像一同打开，或对两者进行配准。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open it with the images it was made on.</source>
        <translation>请与其生成时所用的图像一同打开。</translation>
    </message>
    <message>
        <location filename="medview/io/images.py"/>
        <source>Open its folder again, so that they are listed apart.</source>
        <translation>请重新打开其文件夹，以便将它们分别列出。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <location filename="medview/io/dicom_slices.py"/>
        <location filename="medview/io/images.py"/>
        <location filename="medview/io/objects/reading.py"/>
        <location filename="medview/io/pixels/source.py"/>
        <location filename="medview/io/slide.py"/>
        <source>Open its folder again.</source>
        <translation>请重新打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open its images.</source>
        <translation>请打开其图像。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Open studies, analyse them and decide on the findings first, or name them with --study.</source>
        <translation>请先打开检查、进行分析并对所见作出决定，或用 --study 指定检查。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open the images first.</source>
        <translation>请先打开图像。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>Open the images it names, or read it by itself.</source>
        <translation>请打开其引用的图像，或单独阅读。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Open the images it names.</source>
        <translation>请打开其引用的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>Open the images it was computed from, and lay it over them.</source>
        <translation>请打开其计算所用的图像，并将其叠加在上面。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>Open the images it was computed from.</source>
        <translation>请打开其计算所用的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Open the images it was drawn on.</source>
        <translation>请打开其绘制所在的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Open the planning CT.</source>
        <translation>请打开计划 CT。</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>Open the series again and repeat the analysis.</source>
        <translation>请重新打开该序列并重新分析。</translation>
    </message>
    <message>
        <location filename="medview/tasks/drawing.py"/>
        <location filename="medview/tasks/interactive.py"/>
        <source>Open the series again.</source>
        <translation>请重新打开该序列。</translation>
    </message>
    <message>
        <source>Open the series it was made on.</source>
        <translation type="vanished">请打开其生成时所用的序列。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Open the slide it was drawn on.</source>
        <translation>请打开其绘制所在的切片。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>Open the slide they name.</source>
        <translation>请打开其引用的切片。</translation>
    </message>
    <message>
        <location filename="medview/cli/reporting.py"/>
        <source>Open the study in MedView, analyse it, and accept or reject the findings.</source>
        <translation>请在 MedView 中打开该检查，进行分析，并接受或拒绝各发现。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Open the volumes it was made from.</source>
        <translation>请打开其生成时所用的体数据。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>Open their folder again.</source>
        <translation>请重新打开其文件夹。</translation>
    </message>
    <message>
        <location filename="medview/cli/app.py"/>
        <source>Open, analyse, review, report. Not a medical device. For research and education.</source>
        <translation>打开、分析、审阅、报告。非医疗器械，仅供研究与教学使用。</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>Optical path</source>
        <translation>光路</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Organ at most</source>
        <translation>危及器官最大剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Organ limit</source>
        <translation>危及器官限值剂量</translation>
    </message>
    <message>
        <location filename="medview/report/records.py"/>
        <source>Organism</source>
        <translation>生物</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>Other configurations were not taken: {names}.</source>
        <translation>未采用其他配置：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>Other directions</source>
        <translation>其他方向</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>Other frame of reference</source>
        <translation>其他参考坐标系</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Other object</source>
        <translation>其他对象</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>Outline them, or train a detection.</source>
        <translation>请勾画其轮廓，或改为训练检测模型。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <source>Outlines {names} on pictures.</source>
        <translation>在图像上勾画 {names}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>Outlines {names}.</source>
        <translation>勾画 {names}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Outside what this model knows.</source>
        <translation>超出此模型的适用范围。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>Outside what this model knows{where}: {sentence}</source>
        <translation>超出此模型的适用范围{where}：{sentence}</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Overlap of windows</source>
        <translation>窗口重叠</translation>
    </message>
    <message>
        <location filename="medview/report/pictures.py"/>
        <source>Overview, reformatted along the patient's axes; the frames show where the details lie.</source>
        <translation>概览图，按患者轴向重组；方框标示细节图的位置。</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>PET</source>
        <translation>PET</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <location filename="medview/tasks/installing.py"/>
        <source>Packing</source>
        <translation>正在打包</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <location filename="medview/report/page.py"/>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>Pages of another size or kind than the first are left black: {numbers}.</source>
        <translation>与首页大小或类型不同的页面显示为黑色：{numbers}。</translation>
    </message>
    <message>
        <location filename="medview/core/pair_review.py"/>
        <source>Pairs of letters that are expected to be right, of {paired}; {same} are the same letter twice.</source>
        <translation>在 {paired} 对字母中预期正确者所占比例；其中 {same} 对字母相同。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/syntaxes.py"/>
        <source>Papyrus 3 files are older than DICOM files.</source>
        <translation>Papyrus 3 文件早于 DICOM 文件格式。</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Parametric map</source>
        <translation>参数图</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Part of MedView.</source>
        <translation>MedView 自带。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Passes</source>
        <translation>遍数</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Patient ID</source>
        <translation>患者 ID</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Patient position</source>
        <translation>患者体位</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Perimeter</source>
        <translation>周长</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Phenylalanine</source>
        <translation>苯丙氨酸</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Picture {number}</source>
        <translation>第 {number} 幅图像</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <location filename="medview/report/found.py"/>
        <source>Picture {number} of {count}</source>
        <translation>第 {number} 幅，共 {count} 幅</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <source>Pictures like those it was trained on</source>
        <translation>与训练所用图像类似的图像</translation>
    </message>
    <message>
        <location filename="medview/io/findings_file.py"/>
        <source>Pictures without a common grid cannot be a NIfTI mask.</source>
        <translation>没有共同网格的图像无法存为 NIfTI 掩膜。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/core/figures.py"/>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Planned</source>
        <translation>计划分次数</translation>
    </message>
    <message>
        <location filename="medview/tasks/batch.py"/>
        <location filename="medview/tasks/planning.py"/>
        <source>Planning</source>
        <translation>正在规划</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <source>Point</source>
        <translation>点</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Polyline</source>
        <translation>折线</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <location filename="medview/report/made_with.py"/>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>Precision and recall: {label}</source>
        <translation>精确率与召回率：{label}</translation>
    </message>
    <message>
        <location filename="medview/core/stages.py"/>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <location filename="medview/tasks/interactive.py"/>
        <source>Preparing the 3D view</source>
        <translation>正在准备三维视图</translation>
    </message>
    <message>
        <location filename="medview/cli/demo.py"/>
        <source>Preparing the template</source>
        <translation>正在准备模板</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Prescribed</source>
        <translation>处方剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Prescription</source>
        <translation>处方</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Presentation state</source>
        <translation>显示状态</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>Print each viewport by itself, or without names.</source>
        <translation>请逐个视口打印，或不含姓名打印。</translation>
    </message>
    <message>
        <location filename="medview/cli/output.py"/>
        <source>Print one JSON document on stdout and nothing else; works with every command.</source>
        <translation>仅在标准输出上输出一个 JSON 文档；适用于所有命令。</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Prior of a scan</source>
        <translation>扫描的先验</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Prior of a scan: {rarity}.</source>
        <translation>扫描的先验：{rarity}。</translation>
    </message>
    <message>
        <location filename="medview/session/priors.py"/>
        <source>Prior, {date}</source>
        <translation>既往检查，{date}</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Probabilities are as among the cases the model was calibrated with; along a sequence true ones are rarer.</source>
        <translation>概率以模型校准时的病例为准；沿序列扫描时，真正的位点更少见。</translation>
    </message>
    <message>
        <location filename="medview/report/found.py"/>
        <source>Probability of each class; the line across a bar is the threshold from which on it counts.</source>
        <translation>各类别的概率；横穿条形的线为阈值，达到该阈值即算作该类别。</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Product</source>
        <translation>乘积</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Proline</source>
        <translation>脯氨酸</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>Publisher</source>
        <translation>发布者</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>Put both files into one folder and correct the name in the header.</source>
        <translation>请将两个文件放入同一文件夹，并更正文件头中的名称。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>Put both files into one folder.</source>
        <translation>请将两个文件放入同一文件夹。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Put the images it was drawn on into the folder, or leave it out.</source>
        <translation>请将其所勾画的图像放入该文件夹，或将其略去。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>Put the segmentations and their images into one folder.</source>
        <translation>请将分割及其图像放入同一文件夹。</translation>
    </message>
    <message>
        <source>Put the segmentations and their series into one folder.</source>
        <translation type="vanished">请将分割及其所属序列放入同一文件夹。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>RNA</source>
        <translation>RNA</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>ROC: {label}</source>
        <translation>ROC：{label}</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>RT dose</source>
        <translation>放疗剂量</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>RT plan</source>
        <translation>放疗计划</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>RT structures</source>
        <translation>放疗结构</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Radiation</source>
        <translation>射线类型</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Rainbow</source>
        <translation>彩虹</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Read as</source>
        <translation>读取格式</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>Read the stored strand.</source>
        <translation>请读取所存储的链。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>Read “How it is done” in the model's card.</source>
        <translation>请阅读模型卡中的“How it is done”一节。</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <location filename="medview/cli/surfaces.py"/>
        <location filename="medview/core/stages.py"/>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>Reading headers</source>
        <translation>正在读取文件头</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/describing.py"/>
        <location filename="medview/io/sequences/loading.py"/>
        <location filename="medview/io/sequences/storing.py"/>
        <source>Reading letters</source>
        <translation>正在读取字母</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/outlining.py"/>
        <source>Reading outlines</source>
        <translation>正在读取轮廓</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>Reading pictures</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>Reading records</source>
        <translation>正在读取记录</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>Reading segmentations</source>
        <translation>正在读取分割</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>Reading signals</source>
        <translation>正在读取信号</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/codons.py"/>
        <source>Reading six frames</source>
        <translation>正在读取六个阅读框</translation>
    </message>
    <message>
        <location filename="medview/training/train.py"/>
        <source>Reading the cases</source>
        <translation>正在读取病例</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Reading the dose</source>
        <translation>正在读取剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>Reading the map</source>
        <translation>正在读取参数图</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <location filename="medview/tasks/interactive.py"/>
        <source>Reading the model</source>
        <translation>正在读取模型</translation>
    </message>
    <message>
        <location filename="medview/training/detecting/train.py"/>
        <source>Reading the pictures</source>
        <translation>正在读取图像</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <location filename="medview/training/aligning/train.py"/>
        <location filename="medview/training/measuring/aligning.py"/>
        <location filename="medview/training/measuring/sequences.py"/>
        <location filename="medview/training/preparing/pairs.py"/>
        <location filename="medview/training/preparing/sequences.py"/>
        <location filename="medview/training/sequences/kept.py"/>
        <location filename="medview/training/sequences/train.py"/>
        <source>Reading the sequences</source>
        <translation>正在读取序列</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_report.py"/>
        <location filename="medview/io/dicom_results.py"/>
        <source>Reading the source's headers</source>
        <translation>正在读取源图像的文件头</translation>
    </message>
    <message>
        <location filename="medview/tasks/template.py"/>
        <source>Reading the template</source>
        <translation>正在读取模板</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/levels.py"/>
        <source>Reading values</source>
        <translation>正在读取数值</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <location filename="medview/training/pictures/films.py"/>
        <source>Reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/preview.py"/>
        <source>Reading; the whole follows</source>
        <translation>正在读取；完整数据随后显示</translation>
    </message>
    <message>
        <location filename="medview/io/functional_groups.py"/>
        <source>Real World Value Mapping to {unit}</source>
        <translation>Real World Value Mapping，单位 {unit}</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Reason: {reason}</source>
        <translation>理由：{reason}</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/adjusting.py"/>
        <source>Recipes of the kind {kind} train one network.</source>
        <translation>{kind} 类训练方案只训练一个网络。</translation>
    </message>
    <message>
        <location filename="medview/report/records.py"/>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>Record {number} {name}, line {line}: {reason}</source>
        <translation>记录 {number} {name}，第 {line} 行：{reason}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>Record {number}{name}, line {line}: {reason}</source>
        <translation>记录 {number}{name}，第 {line} 行：{reason}</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/report/made_with.py"/>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta.py"/>
        <source>Records with both T and U: {count}.</source>
        <translation>同时含有 T 和 U 的记录：{count} 条。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/ids.py"/>
        <source>Records without letters: {count} ({records}).</source>
        <translation>没有字母的记录：{count}（{records}）。</translation>
    </message>
    <message>
        <source>Records without letters: {count}.</source>
        <translation type="vanished">没有字母的记录：{count} 条。</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/imaging/colours.py"/>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <location filename="medview/io/half.py"/>
        <source>Reduced</source>
        <translation>降低分辨率</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <source>Reference</source>
        <translation>引用</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Refused by the input gate</source>
        <translation>被输入校验拒绝</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>Region without a number</source>
        <translation>无编号的感兴趣区</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <location filename="medview/io/objects/structures.py"/>
        <source>Region {number}</source>
        <translation>感兴趣区 {number}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>Regions</source>
        <translation>感兴趣区</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Registering</source>
        <translation>正在配准</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>Reliability: {label}</source>
        <translation>可靠性：{label}</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>Remove it first, or ask the publisher for a package with a version of its own.</source>
        <translation>请先移除它，或向发布者索取版本号不同的模型包。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>Remove it first, or choose another identifier with --id.</source>
        <translation>请先移除它，或用 --id 选择其他标识符。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_programs.py"/>
        <source>Remove it, or leave --baselines out.</source>
        <translation>请卸载该程序，或不使用 --baselines。</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>Remove its folder, or install the model again.</source>
        <translation>请删除其文件夹，或重新安装该模型。</translation>
    </message>
    <message>
        <location filename="medview/training/running/states.py"/>
        <source>Remove that folder and begin the training again, or choose another output folder.</source>
        <translation>请删除该文件夹并重新开始训练，或选择其他输出文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <location filename="medview/io/selection.py"/>
        <source>Repeat the analysis.</source>
        <translation>请重新分析。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/planning.py"/>
        <source>Repeat them to let it go on, choose another identifier, or remove that folder.</source>
        <translation>请重复原设置以继续训练，或选择其他标识符，或删除该文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>Repeated slices</source>
        <translation>重复层面</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Report made with</source>
        <translation>报告生成软件</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Report made {time}</source>
        <translation>报告生成时间：{time}</translation>
    </message>
    <message>
        <location filename="medview/tasks/registering.py"/>
        <source>Resampled onto another series.</source>
        <translation>已重采样到另一序列。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <location filename="medview/io/objects/layers.py"/>
        <location filename="medview/tasks/registering.py"/>
        <source>Resampling</source>
        <translation>正在重采样</translation>
    </message>
    <message>
        <location filename="medview/io/correction.py"/>
        <source>Resampling slices</source>
        <translation>正在重采样层面</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>Research and education, on images like those it was trained on. Not a medical device.</source>
        <translation>用于研究与教学，适用于与训练所用图像类似的图像。非医疗器械。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Research and education; to be reviewed by a person. Not a medical device.</source>
        <translation>用于研究和教育；须由人审核。不是医疗器械。</translation>
    </message>
    <message>
        <location filename="medview/imaging/oblique.py"/>
        <source>Reset the planes.</source>
        <translation>请重置平面。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Review it and export it again.</source>
        <translation>请审阅后重新导出。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Reviewed by</source>
        <translation>审阅者</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>Reviewed by a person</source>
        <translation>已经人工审阅</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Reviewed by {names}.</source>
        <translation>审阅者：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Reviewed on</source>
        <translation>审阅日期</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>Rotated</source>
        <translation>旋转</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>Run the analysis again.</source>
        <translation>请重新运行分析。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Running {model}</source>
        <translation>正在运行 {model}</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>SD</source>
        <translation>标准差</translation>
    </message>
    <message>
        <location filename="medview/report/records.py"/>
        <source>SHA-256 of letters</source>
        <translation>字母的 SHA-256</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>SHA-256 of the file</source>
        <translation>文件的 SHA-256</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>SHA-256 of the reference</source>
        <translation>参考序列的 SHA-256</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <source>SPM's matrix beside it (.mat) is not read; convert the file to NIfTI with SPM to keep it.</source>
        <translation>不读取其旁的 SPM 矩阵（.mat）；如需保留，请用 SPM 将文件转换为 NIfTI。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>SUV by body weight with the maker's own factor {factor:g}.</source>
        <translation>按体重计算的 SUV，采用厂商自有系数 {factor:g}。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>SUV by body weight, as the file has it.</source>
        <translation>按体重计算的 SUV，由文件直接给出。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>SUV by body weight: {weight:g} kg, {dose:.0f} MBq, {left:.0f} MBq {when}.</source>
        <translation>按体重计算的 SUV：{weight:g} kg，{dose:.0f} MBq，{left:.0f} MBq（{when}）。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>SUV cannot be computed: {why}.</source>
        <translation>无法计算 SUV：{why}。</translation>
    </message>
    <message>
        <location filename="medview/imaging/picture.py"/>
        <location filename="medview/io/index/splitting.py"/>
        <source>Sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <location filename="medview/tasks/interactive.py"/>
        <source>Save a copy to look into it elsewhere.</source>
        <translation>请保存副本，以便用其他程序查看。</translation>
    </message>
    <message>
        <location filename="medview/imaging/films.py"/>
        <source>Save a picture instead.</source>
        <translation>请改为保存图片。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pasting.py"/>
        <source>Save it as a file and open that.</source>
        <translation>请保存为文件后再打开。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>Save it as configs/inference.json: it says the same in JSON.</source>
        <translation>请将其保存为 configs/inference.json：以 JSON 表达相同内容。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>Save it as plain text (ASCII or UTF-8).</source>
        <translation>请保存为纯文本（ASCII 或 UTF-8）。</translation>
    </message>
    <message>
        <location filename="medview/imaging/mp4.py"/>
        <source>Save the film as GIF, or install Pillow 11.3 or newer from its wheels.</source>
        <translation>请将影片保存为 GIF，或安装 wheel 版 Pillow 11.3 或更高版本。</translation>
    </message>
    <message>
        <location filename="medview/imaging/mp4.py"/>
        <source>Save the film as GIF.</source>
        <translation>请将影片保存为 GIF。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/states.py"/>
        <source>Save the network's state_dict() again.</source>
        <translation>请重新保存该网络的 state_dict()。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/states.py"/>
        <source>Save the network's state_dict(), by itself or as “state_dict” of a dictionary.</source>
        <translation>请保存该网络的 state_dict()：单独保存，或作为字典中的“state_dict”保存。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>Say it with --network and --arguments; MedView has these: {names}.</source>
        <translation>请用 --network 和 --arguments 指定；MedView 支持以下网络：{names}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>Say its size with --settings, such as “tiling” with “patch”.</source>
        <translation>请用 --settings 指定其尺寸，例如“tiling”中的“patch”。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Say what labels its entries, such as CDS, CDS/function or SUBCELLULAR LOCATION. It has: {counted}.</source>
        <translation>请说明条目的标注依据，例如 CDS、CDS/function 或 SUBCELLULAR LOCATION。其中有：{counted}。</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>Say with --settings how its outputs lie (“detection”).</source>
        <translation>请用 --settings 说明其输出的排列方式（“detection”）。</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/importing.py"/>
        <source>Says</source>
        <translation>输出标签</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Score of a blank input</source>
        <translation>空白输入的得分</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>Scores of equal and of other letters are of nucleotides, and these are proteins.</source>
        <translation>相同与不同字符的分值用于核苷酸，而这些是蛋白质。</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <location filename="medview/tasks/splicing.py"/>
        <source>Scoring variants</source>
        <translation>正在为变异评分</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>Searching</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds for the answer</source>
        <translation>作答用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds in all</source>
        <translation>总用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds in the network</source>
        <translation>网络用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds to bring back</source>
        <translation>还原用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds to clean up</source>
        <translation>后处理用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds to find the region</source>
        <translation>定位区域用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds to prepare</source>
        <translation>准备用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Seconds to read the model</source>
        <translation>读取模型用时（秒）</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>See {identifier}</source>
        <translation>见 {identifier}</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>See: medview models trust --help</source>
        <translation>参见：medview models trust --help</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segments.py"/>
        <source>Segment {number}</source>
        <translation>分割段 {number}</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <location filename="medview/core/stages.py"/>
        <source>Segmenting</source>
        <translation>正在分割</translation>
    </message>
    <message>
        <location filename="medview/engine/segmentation.py"/>
        <source>Segmenting: {name}</source>
        <translation>正在分割：{name}</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Segments</source>
        <translation>段数</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Segments ({names})</source>
        <translation>分割段（{names}）</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>Segments overlap in {count} voxels: the {which} is shown there.</source>
        <translation>分割段在 {count} 个体素处重叠：该处显示{which}的分割段。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_card.py"/>
        <source>Segments {count} structures; imported from nnU-Net.</source>
        <translation>分割 {count} 个结构；导入自 nnU-Net。</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Sequences</source>
        <translation>生物序列</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <location filename="medview/core/measured_table.py"/>
        <location filename="medview/report/report.py"/>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Series UID</source>
        <translation>序列 UID</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Serine</source>
        <translation>丝氨酸</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_baselines.py"/>
        <source>Settings: {told}</source>
        <translation>设置：{told}</translation>
    </message>
    <message>
        <location filename="medview/training/data/tables.py"/>
        <source>Several columns of {name} may be the label: {columns}.</source>
        <translation>{name} 中有多列可能是标签：{columns}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>Several folders of {name} may hold the masks: {folders}.</source>
        <translation>{name} 中有多个文件夹可能存放掩膜：{folders}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Several planes of the dose lie at one place.</source>
        <translation>剂量的多个平面位于同一位置。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Several segmentations of the same images</source>
        <translation>同一组图像的多个分割</translation>
    </message>
    <message>
        <location filename="medview/cli/reporting.py"/>
        <source>Several series have been reviewed.</source>
        <translation>有多个序列已审阅。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Several versions of {model} are installed: {known}.</source>
        <translation>已安装 {model} 的多个版本：{known}。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Shifted by {shift}, turned by {angle:.1f}°.</source>
        <translation>平移 {shift}，旋转 {angle:.1f}°。</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Short axis</source>
        <translation>短轴</translation>
    </message>
    <message>
        <location filename="medview/views/output/exported.py"/>
        <source>Show it again, then begin anew.</source>
        <translation>请再次显示它，然后重新开始。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>Side</source>
        <translation>侧别</translation>
    </message>
    <message>
        <location filename="medview/report/pictures.py"/>
        <source>Side not stated</source>
        <translation>未注明侧别</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <source>Signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Signed by an unknown publisher that calls itself {publisher}.</source>
        <translation>由自称 {publisher} 的未知发布者签名。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>Signed by {publisher}, whom you trust.</source>
        <translation>由您信任的 {publisher} 签名。</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <location filename="medview/cli/train.py"/>
        <location filename="medview/io/objects/parametric.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Slices</source>
        <translation>层面</translation>
    </message>
    <message>
        <location filename="medview/tasks/classical_analysis.py"/>
        <source>Slices are {found:.1f} mm apart: the low-attenuation part is not comparable with thin slices.</source>
        <translation>层距为 {found:.1f} mm：低密度部分与薄层图像不可比。</translation>
    </message>
    <message>
        <location filename="medview/core/kinds.py"/>
        <location filename="medview/io/slide.py"/>
        <source>Slide</source>
        <translation>切片</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Slides are not learned from; leave it out.</source>
        <translation>不支持从病理切片学习；请将其略去。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/real_world.py"/>
        <source>Slope and intercept</source>
        <translation>斜率与截距</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Spacing (mm)</source>
        <translation>间距（mm）</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>Sphere</source>
        <translation>球体</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/cli/train.py"/>
        <source>Split</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <location filename="medview/io/formats/volumes.py"/>
        <source>Split it into its volumes.</source>
        <translation>请将其拆分为各个体数据。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <location filename="medview/io/formats/pictures.py"/>
        <source>Split it.</source>
        <translation>请将其拆分。</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>Stack {name}</source>
        <translation>堆栈 {name}</translation>
    </message>
    <message>
        <location filename="medview/cli/display.py"/>
        <source>Start it by hand to see why: {command}</source>
        <translation>请手动启动以查明原因：{command}</translation>
    </message>
    <message>
        <location filename="medview/session/schema.py"/>
        <source>Start that newer version; this one leaves the store untouched.</source>
        <translation>请启动该较新版本；此版本不会改动该存储。</translation>
    </message>
    <message>
        <location filename="medview/tasks/launching.py"/>
        <source>Starting the processes</source>
        <translation>正在启动进程</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>Statement</source>
        <translation>标注</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Stopped at byte {position}: an item of {tag} should begin.</source>
        <translation>在第 {position} 字节处停止：此处应为 {tag} 的一个项的开头。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Stopped at byte {position}: more than {count} elements.</source>
        <translation>在第 {position} 字节处停止：数据元素超过 {count} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Stopped at byte {position}: {tag} is cut off.</source>
        <translation>在第 {position} 字节处停止：{tag} 不完整。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Stopped at byte {position}: {tag} is no element (it begins {bytes}).</source>
        <translation>在第 {position} 字节处停止：{tag} 不是数据元素（开头为 {bytes}）。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>Stopped: sequences nest deeper than {depth} levels.</source>
        <translation>已停止：序列嵌套超过 {depth} 层。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/real_world.py"/>
        <source>Stored values</source>
        <translation>存储值</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation type="vanished">结构</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>Sum of</source>
        <translation>剂量累加范围</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Sums kept as</source>
        <translation>累加精度</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Sums kept on</source>
        <translation>累加位置</translation>
    </message>
    <message>
        <location filename="medview/engine/planning.py"/>
        <source>Sums over windows are kept in 16 bits, because there are many or little memory is free.</source>
        <translation>滑窗累加值以 16 位保存，因为滑窗数量多或可用内存少。</translation>
    </message>
    <message>
        <location filename="medview/engine/planning.py"/>
        <source>Sums over windows are kept in main memory: the graphics processor has too little of its own.</source>
        <translation>滑窗累加值保存在主内存中：图形处理器的显存不足。</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Supplement</source>
        <translation>补角</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Surface, mL</source>
        <translation>表面体积 (mL)</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <location filename="medview/training/data/folding.py"/>
        <source>Take fewer parts, at least two, or more data.</source>
        <translation>请减少份数（至少两份），或提供更多数据。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>Take letters, digits, dashes, dots and underscores, and begin with a letter or digit.</source>
        <translation>请使用字母、数字、连字符、点和下划线，并以字母或数字开头。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/pictures.py"/>
        <source>Tells {names} apart on pictures.</source>
        <translation>在图像上区分 {names}。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Temperature of calibration</source>
        <translation>校准温度</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/page.py"/>
        <source>Template, not a person</source>
        <translation>模板，并非真人</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <location filename="medview/core/measured_text.py"/>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <location filename="medview/views/output/exported.py"/>
        <source>Text and names of records may name the patient anywhere.</source>
        <translation>文本和记录名称中任何位置都可能出现患者姓名。</translation>
    </message>
    <message>
        <location filename="medview/io/charsets.py"/>
        <source>Text has letters beyond ASCII and no character set is stated; read as {assumed}.</source>
        <translation>文本含 ASCII 以外的字符，但未声明字符集；按 {assumed} 读取。</translation>
    </message>
    <message>
        <location filename="medview/io/charsets.py"/>
        <source>Text is not in the stated character set ({stated}); read as {assumed}.</source>
        <translation>文本不符合所声明的字符集（{stated}）；按 {assumed} 读取。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/turning.py"/>
        <source>The 3D view shows nothing.</source>
        <translation>三维视图未显示任何内容。</translation>
    </message>
    <message>
        <location filename="medview/io/dicomdir.py"/>
        <source>The DICOMDIR is damaged ({kind}).</source>
        <translation>DICOMDIR 已损坏（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/io/template.py"/>
        <source>The ICBM152 template of the nilearn package is missing.</source>
        <translation>缺少 nilearn 软件包的 ICBM152 模板。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>The analysis has no findings to write.</source>
        <translation>该分析没有可写入的发现。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The analysis this map belongs to is not kept.</source>
        <translation>此分布图所属的分析未保存。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>The analysis was made on another series.</source>
        <translation>该分析来自另一序列。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>The annotations were made on another slide.</source>
        <translation>这些标注来自另一切片。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/sequences.py"/>
        <source>The answer depends on {count} letters; it can be explained by at most {most}.</source>
        <translation>该结果取决于 {count} 个字母；最多可按 {most} 个字母解释。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>The archive cannot be unpacked: {why}</source>
        <translation>无法解包该压缩包：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>The archive holds two files of this name.</source>
        <translation>压缩包中有两个同名文件。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/baselines.py"/>
        <source>The baseline needs cases of at least two classes to be fitted on.</source>
        <translation>基线至少需要两个类别的病例才能拟合。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>The bitmap shutter is not applied.</source>
        <translation>未应用位图遮光器。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The body part is {found}; the model reads {wanted}.</source>
        <translation>检查部位为 {found}；该模型读取 {wanted}。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>The border crosses itself: what lies inside an odd number of times is counted, in whole pixels.</source>
        <translation>边界自相交：被包围奇数次的部分计入，按整像素计算。</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>The boxes of {model} cannot be read: {why}.</source>
        <translation>{model} 的框无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>The bundle {name} says too little, or something else than MONAI's bundles say ({error}).</source>
        <translation>bundle {name} 的信息不足，或与 MONAI bundle 的约定不符（{error}）。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>The card or the settings cannot be as you say: {what}.</source>
        <translation>模型卡或设置不接受您指定的内容：{what}。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/films.py"/>
        <source>The class {label} of {name} is none of {classes}.</source>
        <translation>{name} 的类别 {label} 不属于 {classes}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/tables.py"/>
        <source>The colours of the palette are missing or damaged.</source>
        <translation>调色板颜色缺失或已损坏。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/codestream.py"/>
        <source>The compressed frame has no readable {what} header.</source>
        <translation>压缩帧没有可读取的 {what} 头。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>The compressed pixels and the header disagree about the sign; the header was followed.</source>
        <translation>压缩像素与文件头的符号属性不一致；以文件头为准。</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/export.py"/>
        <source>The data have the classes {found}, the recipe {expected}.</source>
        <translation>数据的类别为 {found}，方案的类别为 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/training/detecting/packaging.py"/>
        <source>The data have the classes {unknown}; {model} knows {known}.</source>
        <translation>数据含有类别 {unknown}；{model} 可识别 {known}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/tuning.py"/>
        <source>The data have {found} classes, the model {id} has {known}.</source>
        <translation>数据有 {found} 个类别，模型 {id} 有 {known} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>The data set is not written in the transfer syntax that is stated.</source>
        <translation>数据集未按所声明的传输语法写入。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>The dates of injection and scan do not fit together; only their times of day were used.</source>
        <translation>注射日期与扫描日期不相符；仅采用其时刻。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The decision could not be kept</source>
        <translation>该决定无法保存</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>The deflated data set cannot be unpacked: {why}.</source>
        <translation>无法解压 deflate 压缩的数据集：{why}。</translation>
    </message>
    <message>
        <location filename="medview/cli/demo.py"/>
        <source>The demonstration opened the template, analysed it, reviewed the findings and saved in {folder}:</source>
        <translation>演示已打开模板、完成分析、审阅发现，并保存到 {folder}：</translation>
    </message>
    <message>
        <location filename="medview/io/atomic.py"/>
        <source>The disk with {folder} is full; nothing was written.</source>
        <translation>{folder} 所在的磁盘已满；未写入任何内容。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>The document declares entities of its own, which medical documents do not need.</source>
        <translation>该文档声明了自定义实体，医学文档不需要此类实体。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>The document says it is a PDF and cannot be read as one.</source>
        <translation>该文档声明为 PDF，但无法按 PDF 读取。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>The dose does not say where its grid lies.</source>
        <translation>剂量未注明其网格的位置。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>The dose states the place of {stated} of its {count} planes.</source>
        <translation>剂量共 {count} 个平面，仅注明其中 {stated} 个的位置。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>The download from {url} did not end well: {why}.</source>
        <translation>从 {url} 的下载未正常完成：{why}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>The download from {url} is not what was promised: expected sha256 {expected}, found {found}.</source>
        <translation>从 {url} 下载的内容与预期不符：预期 sha256 为 {expected}，实际为 {found}。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The drawing could not be kept</source>
        <translation>该绘图无法保存</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The drawing could not be removed</source>
        <translation>该绘图无法移除</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/numbering.py"/>
        <source>The drawn structures ({names}) are none of the model's classes ({classes}).</source>
        <translation>所勾画的结构（{names}）均不属于该模型的类别（{classes}）。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>The encapsulated pixel data holds no items.</source>
        <translation>封装的像素数据不含任何项。</translation>
    </message>
    <message>
        <location filename="medview/imaging/mp4.py"/>
        <source>The encoder laid its pictures out in an unknown way.</source>
        <translation>编码器以未知方式排列其图像。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>The expression also matches nothing at all.</source>
        <translation>该表达式也能匹配空内容。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/access.py"/>
        <location filename="medview/io/pixels/opening.py"/>
        <location filename="medview/io/tags/writing.py"/>
        <source>The file cannot be read: {why}.</source>
        <translation>无法读取该文件：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/headers.py"/>
        <source>The file cannot be unpacked.</source>
        <translation>无法解包该文件。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/volumes.py"/>
        <source>The file changed since it was listed.</source>
        <translation>该文件在列出后已更改。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fasta_letters.py"/>
        <source>The file changed since it was opened.</source>
        <translation>文件在打开后已更改。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>The file declares {rows}×{columns} pixels of {samples} samples in {frames} frames.</source>
        <translation>该文件声明 {rows}×{columns} 像素、{samples} 个样本、{frames} 帧。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/opening.py"/>
        <source>The file ends early: {why}</source>
        <translation>文件提前结束：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>The file ends within an item, at byte {position}.</source>
        <translation>文件在第 {position} 字节处的一个项内中断。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>The file ends within it.</source>
        <translation>文件在其中间结束。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>The file ends within it: it has {count} of {stated} letters.</source>
        <translation>文件在其中间结束：只有 {stated} 个字母中的 {count} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>The file ends within it: it has {letters} letters and {qualities} qualities.</source>
        <translation>文件在其中间结束：有 {letters} 个字母和 {qualities} 个质量值。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <location filename="medview/io/sequences/fasta.py"/>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>The file ends within it: {why}</source>
        <translation>文件在其中间结束：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/element_walk.py"/>
        <source>The file ends within its header.</source>
        <translation>文件在文件头内中断。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>The file has no letters of it.</source>
        <translation>文件中没有它的字母。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>The file has no letters of it: it is put together from other records.</source>
        <translation>文件中没有它的字母：它由其他记录拼接而成。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/genbank.py"/>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>The file is another one than was analysed: its record {number} is {name}.</source>
        <translation>该文件不是分析过的文件：其第 {number} 条记录是 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/native.py"/>
        <source>The file is cut off: copy it again from where it came.</source>
        <translation>文件不完整：请从来源处重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/layers.py"/>
        <source>The file may be damaged; copy it again.</source>
        <translation>文件可能已损坏；请重新复制。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/space.py"/>
        <source>The file states no orientation: which side is left is a guess (first axis to the left, second to the back).</source>
        <translation>文件未注明方向：左右侧为推测（第一轴向左，第二轴向后）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/space.py"/>
        <source>The file states no orientation: which side is left is a guess (radiological convention).</source>
        <translation>文件未注明方向：左右侧为推测（放射学惯例）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/mgh.py"/>
        <source>The file states no orientation; a coronal image is assumed.</source>
        <translation>文件未注明方向；假定为冠状位图像。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/image.py"/>
        <source>The file with its voxels, {name}, is missing.</source>
        <translation>缺少其体素文件 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>The file's two orientations (sform and qform) disagree by up to {apart:.1f} mm and {turned:.1f} degrees;</source>
        <translation>文件的两个方位（sform 与 qform）相差最大 {apart:.1f} mm、{turned:.1f} 度；</translation>
    </message>
    <message>
        <location filename="medview/io/dicomdir.py"/>
        <source>The files beside it are found without it.</source>
        <translation>不依赖它也能找到其旁的文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/loading.py"/>
        <source>The first {most} of {count} features are shown.</source>
        <translation>共 {count} 个特征，仅显示前 {most} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/loading.py"/>
        <source>The first {most} of {count} variants are shown.</source>
        <translation>共 {count} 个变异，仅显示前 {most} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>The folder cannot be opened: {why}.</source>
        <translation>无法打开文件夹：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/train_classification.py"/>
        <source>The folder has the classes {found}, the recipe {expected}.</source>
        <translation>文件夹的类别为 {found}，训练方案的类别为 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>The folder {folder} is in the way: it holds no readable package.</source>
        <translation>文件夹 {folder} 占用了位置：其中没有可读取的模型包。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>The frames were found by their first bytes; there is no usable offset table.</source>
        <translation>帧是按其首字节找到的；没有可用的偏移表。</translation>
    </message>
    <message>
        <location filename="medview/engine/golden.py"/>
        <source>The golden output of {id} cannot be read ({file}).</source>
        <translation>{id} 的基准输出无法读取（{file}）。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/codecs.py"/>
        <source>The header says {stated}, the compressed pixels are marked as {meant}; the mark was followed.</source>
        <translation>文件头声明为 {stated}，压缩像素标记为 {meant}；已采用标记。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/ids.py"/>
        <source>The id {name} occurs {count} times: records {numbers}.</source>
        <translation>标识 {name} 出现 {count} 次：记录 {numbers}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>The image declares {problem}, which is no kind of pixels MedView knows.</source>
        <translation>图像声明为 {problem}，MedView 不支持此类像素。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>The image orientation is not a pair of perpendicular unit vectors.</source>
        <translation>图像方位不是一对相互垂直的单位向量。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>The images cannot be read any more.</source>
        <translation>图像已无法读取。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>The images have changed since they were analysed.</source>
        <translation>分析之后图像已更改。</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>The images point in {count} different directions.</source>
        <translation>图像指向 {count} 个不同方向。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>The images this segmentation was drawn on were not found.</source>
        <translation>未找到绘制此分割所用的图像。</translation>
    </message>
    <message>
        <location filename="medview/engine/gate.py"/>
        <source>The input gate of {model} asks for “{name}”, which this version cannot measure.</source>
        <translation>{model} 的输入校验要求“{name}”，此版本无法测量。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>The input is a crop: its side is not stated, and it is read as a left hippocampus in the orientation its file gives.</source>
        <translation>输入为裁剪图像：未注明侧别，按文件给出的方位读作左侧海马。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The key images could not be kept</source>
        <translation>无法保存关键图像</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>The label map has {found} voxels, the series {expected}.</source>
        <translation>标签图有 {found} 个体素，序列有 {expected} 个。</translation>
    </message>
    <message>
        <location filename="medview/tasks/interactive.py"/>
        <source>The label map is no longer there.</source>
        <translation>标签图已不存在。</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>The label map of this analysis is missing.</source>
        <translation>此分析的标签图缺失。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/naming.py"/>
        <source>The labels of the data ({labels}) are none of {model}'s classes ({classes}).</source>
        <translation>数据的标签（{labels}）均不属于 {model} 的类别（{classes}）。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>The last part of the pixels is cut off.</source>
        <translation>像素数据末尾部分被截断。</translation>
    </message>
    <message>
        <location filename="medview/catalog/store.py"/>
        <source>The list of decisions on models, {file}, cannot be read ({why}).</source>
        <translation>模型决定列表 {file} 无法读取（{why}）。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The list of recent studies could not be emptied</source>
        <translation>无法清空最近的检查列表</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The list of recent studies could not be kept</source>
        <translation>无法保存最近的检查列表</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The list of recent studies could not be read</source>
        <translation>无法读取最近的检查列表</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The map could not be kept</source>
        <translation>无法保存该分布图</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>The map does not lie on these images.</source>
        <translation>参数图不在这些图像的位置上。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>The map goes from {low:g} (blue) to {high:g} (orange); dark is 0.</source>
        <translation>图的范围从 {low:g}（蓝）到 {high:g}（橙）；暗色为 0。</translation>
    </message>
    <message>
        <source>The map goes from {low:g} (blue) to {high:g} (orange); dark is nought.</source>
        <translation type="vanished">图中颜色从 {low:g}（蓝）到 {high:g}（橙）；暗色为零。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>The map goes from {low:g} (dark) to {high:g} (orange).</source>
        <translation>图中颜色从 {low:g}（暗）到 {high:g}（橙）。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>The map holds more than {most} values: it looks like an image.</source>
        <translation>参数图含有超过 {most} 个值：看起来像是图像。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>The map of evidence holds values that are no numbers.</source>
        <translation>依据分布图中含有非数值的值。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/sanity.py"/>
        <source>The map of evidence is empty: whether it depends on what was learned cannot be seen.</source>
        <translation>依据分布图为空：无法判断它是否取决于模型所学的内容。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>The map's frames make no regular grid.</source>
        <translation>参数图的帧未构成规则网格。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>The maps of evidence of {model} do not depend on what it learned: with random weights {method} gives nearly the same map (rank correlation {found:.2f}, at most {limit:.2f} may be).</source>
        <translation>{model} 的依据分布图不取决于其所学内容：使用随机权重时，{method} 给出几乎相同的分布图（秩相关系数 {found:.2f}，最多允许 {limit:.2f}）。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>The mask {name} holds fractions, no numbers of classes.</source>
        <translation>掩膜 {name} 中含有分数值，而非类别编号。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>The mask {name} holds the values {values}; 0 and one other are a mask, 0, 1, 2 … are classes.</source>
        <translation>掩膜 {name} 含有值 {values}；0 和另一个值表示掩膜，0、1、2 … 表示类别。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>The mask {name} holds values below 0.</source>
        <translation>掩膜 {name} 含有小于 0 的值。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>The mask {name} is a DICOM segmentation, whose frames lie where it says, not as they are stored.</source>
        <translation>掩膜 {name} 是 DICOM 分割，其各帧的位置由文件中的空间信息决定，而非存储顺序。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model aligns two sequences: “Align two sequences…” in the Analysis menu, or medview align.</source>
        <translation>该模型用于比对两条序列：请使用“分析”菜单中的“比对两条序列…”，或 medview align。</translation>
    </message>
    <message>
        <source>The model aligns two sequences; see: medview align.</source>
        <translation type="vanished">该模型用于比对两条序列；请参阅：medview align。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model cannot be run on a file of sequences.</source>
        <translation>该模型不能用于生物序列文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>The model does not know the letter {letter}.</source>
        <translation>模型不认识字母 {letter}。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <source>The model does not know {letters} in “{text}”.</source>
        <translation>模型不认识“{text}”中的 {letters}。</translation>
    </message>
    <message>
        <location filename="medview/cli/explain.py"/>
        <source>The model found nothing that can be explained.</source>
        <translation>模型未发现任何可解释的内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/numbering.py"/>
        <source>The model has no class for {names}: it counts as background.</source>
        <translation>该模型没有与 {names} 对应的类别：按背景计。</translation>
    </message>
    <message>
        <location filename="medview/tasks/interactive.py"/>
        <source>The model holds no surface, or is damaged.</source>
        <translation>模型不含表面，或已损坏。</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>The model package {name} cannot be read ({why}).</source>
        <translation>无法读取模型包 {name}（{why}）。</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>The model package {name} has no readable {file}.</source>
        <translation>模型包 {name} 没有可读取的 {file}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>The model package {name} lacks {file}.</source>
        <translation>模型包 {name} 缺少 {file}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads images, not sequences.</source>
        <translation>该模型读取的是图像，而非生物序列。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads sequences or tables, not images.</source>
        <translation>该模型读取的是序列数据或表格，而非图像。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads sequences, not images.</source>
        <translation>该模型读取序列，不读取图像。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads single pictures, sequences or tables, not image volumes.</source>
        <translation>该模型读取单幅图片、一维序列或表格，而非体数据。</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>The model reads {channels} channels; a picture has 1 or 3.</source>
        <translation>该模型读取 {channels} 个通道；图片有 1 或 3 个通道。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads {count} images of one grid at once ({names}); this series has {found}.</source>
        <translation>该模型同时读取同一网格的 {count} 幅图像（{names}）；此序列有 {found} 幅。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The model reads {wanted}, and this is {found}.</source>
        <translation>该模型读取{wanted}，而此处为{found}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>The model reads: {input}.</source>
        <translation>该模型读取：{input}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/automatic.py"/>
        <source>The model {id} cannot be trained further here.</source>
        <translation>模型 {id} 无法在此继续训练。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>The model {id} cannot be written to {folder}: {why}.</source>
        <translation>无法将模型 {id} 写入 {folder}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/golden.py"/>
        <source>The model {id} has no golden output of this kind.</source>
        <translation>模型 {id} 没有此类基准输出。</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>The model {id} is disabled.</source>
        <translation>模型 {id} 已停用。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/automatic.py"/>
        <source>The model {id} is of the kind {kind}, the data are of another.</source>
        <translation>模型 {id} 属于 {kind} 类，数据属于另一类。</translation>
    </message>
    <message>
        <location filename="medview/engine/places.py"/>
        <source>The model {id} reads whole images and has no places.</source>
        <translation>模型 {id} 读取整幅图像，不含定位信息。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/packages.py"/>
        <source>The model {model} is no longer installed.</source>
        <translation>模型 {model} 已不再安装。</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>The model's network cannot compute {shape} voxels at once: {why}.</source>
        <translation>模型的网络无法一次计算 {shape} 体素：{why}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>The models folder {folder} could not be written: {reason}.</source>
        <translation>模型文件夹 {folder} 无法写入：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>The names of the weights in {folder} do not say that they are folds: {names}.</source>
        <translation>{folder} 中各权重的名称并未表明它们是各折：{names}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>The network gives values that are no numbers on a plain input.</source>
        <translation>网络对普通输入给出的值不是有效数值。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/layers.py"/>
        <source>The network has no layer called {name}.</source>
        <translation>网络中没有名为 {name} 的层。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/layers.py"/>
        <source>The network has no layer in which places and features are apart.</source>
        <translation>网络中没有位置与特征分开的层。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/sample.py"/>
        <source>The network runs on no input of the shapes it should take: {why}.</source>
        <translation>网络无法运行任何应可接受的形状的输入：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/table.py"/>
        <source>The network “{name}” cannot be built from {arguments}: {why}.</source>
        <translation>无法用 {arguments} 构建网络“{name}”：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>The object belongs to another patient than the open images.</source>
        <translation>对象与已打开的图像不属于同一患者。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/reading.py"/>
        <source>The object has no file.</source>
        <translation>对象没有文件。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/target.py"/>
        <source>The object's coordinates belong to another frame of reference than these images.</source>
        <translation>对象的坐标与这些图像的参考坐标系不同。</translation>
    </message>
    <message>
        <location filename="medview/io/index/pictures.py"/>
        <source>The orientation in the patient is not stated.</source>
        <translation>未注明在患者体内的方位。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>The outline of annotation {id} cannot be used: {why}.</source>
        <translation>标注 {id} 的轮廓无法使用：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>The outline of annotation {id} is empty, or outside the picture of {columns} × {rows} pixels.</source>
        <translation>标注 {id} 的轮廓为空，或位于 {columns} × {rows} 像素的图像之外。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_detectors.py"/>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>The output {name} is not used.</source>
        <translation>输出 {name} 未被使用。</translation>
    </message>
    <message>
        <location filename="medview/io/images.py"/>
        <source>The overlay planes of {count} of {all} pictures take too much memory and are not drawn.</source>
        <translation>{all} 幅图像中有 {count} 幅的覆盖层平面占用内存过多，未绘制。</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/table.py"/>
        <source>The package's configs/medview.json is damaged or of another version; install the model again.</source>
        <translation>模型包的 configs/medview.json 已损坏或版本不同；请重新安装该模型。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>The packed data end within block {number}.</source>
        <translation>压缩数据在第 {number} 块中间结束。</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>The part of MedView that was working on this ({task}) stopped unexpectedly.</source>
        <translation>MedView 中处理此任务的部分（{task}）意外停止。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/headers.py"/>
        <source>The picture cannot be read.</source>
        <translation>图像无法读取。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>The picture has more than {most} million pixels.</source>
        <translation>图像超过 {most} 百万像素。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>The picture has {columns} × {rows} pixels, its mask {mask_columns} × {mask_rows}.</source>
        <translation>图像为 {columns} × {rows} 像素，其掩膜为 {mask_columns} × {mask_rows}。</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>The picture is not read yet: show it to measure its values.</source>
        <translation>图像尚未读取：显示后方可测量其数值。</translation>
    </message>
    <message>
        <location filename="medview/report/found.py"/>
        <source>The picture with what was found on it.</source>
        <translation>标有所发现内容的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>The picture {name} cannot be decoded ({kind}).</source>
        <translation>图像 {name} 无法解码（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>The picture {name} cannot be decoded.</source>
        <translation>图像 {name} 无法解码。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/loading.py"/>
        <source>The picture {name} has no mask.</source>
        <translation>图像 {name} 没有掩膜。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/loading.py"/>
        <source>The picture {name} has {picture} pixels, its mask {mask}.</source>
        <translation>图像 {name} 为 {picture} 像素，其掩膜为 {mask}。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>The pictures hold values that do not fit together.</source>
        <translation>各图像的数值不一致。</translation>
    </message>
    <message>
        <location filename="medview/io/images.py"/>
        <source>The pictures of this series differ in size: {found} and {expected}.</source>
        <translation>此序列的图像大小不一：{found} 与 {expected}。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <location filename="medview/io/index/parts.py"/>
        <source>The pixel spacing is not positive.</source>
        <translation>像素间距不是正数。</translation>
    </message>
    <message>
        <location filename="medview/io/index/pictures.py"/>
        <source>The pixel spacing is not stated.</source>
        <translation>未注明像素间距。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/figures.py"/>
        <location filename="medview/views/drawing/lines.py"/>
        <source>The pixels are not there any more.</source>
        <translation>像素已不存在。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>The pixels do not end with a delimiter.</source>
        <translation>像素数据没有结束分隔符。</translation>
    </message>
    <message>
        <location filename="medview/io/limits.py"/>
        <source>The pixels should take {declared} bytes; the file holds {stored}.</source>
        <translation>像素应占 {declared} 字节；文件中有 {stored} 字节。</translation>
    </message>
    <message>
        <location filename="medview/imaging/time_curve.py"/>
        <source>The place lies outside the volume: it has no value.</source>
        <translation>该位置在容积之外：没有数值。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>The plan has no beam.</source>
        <translation>计划没有射束。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>The plane is oblique: its values are interpolated linearly, every {side} mm.</source>
        <translation>平面为斜面：其数值按线性插值，间隔 {side} mm。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>The plans of {name} say too little, or something else than nnU-Net v2 writes ({error}).</source>
        <translation>{name} 的 plans 信息不足，或与 nnU-Net v2 写出的内容不符（{error}）。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>The point lies outside the picture.</source>
        <translation>该点位于图像之外。</translation>
    </message>
    <message>
        <location filename="medview/io/index/pictures.py"/>
        <source>The position in the patient is not stated for each frame.</source>
        <translation>未注明各帧在患者体内的位置。</translation>
    </message>
    <message>
        <location filename="medview/io/index/pictures.py"/>
        <source>The position in the patient is not stated.</source>
        <translation>未注明在患者体内的位置。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>The post-processing is stored as a pickle, which MedView never reads.</source>
        <translation>后处理以 pickle 存储，MedView 从不读取 pickle。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>The post-processing {name} of {labels} is not done.</source>
        <translation>不执行对 {labels} 的后处理 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>The presentation state is about other images.</source>
        <translation>显示状态针对的是其他图像。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>The recipe {id} has classes of its own, which “{what}” does not name.</source>
        <translation>配方 {id} 有自己的类别，“{what}”并未指明这些类别。</translation>
    </message>
    <message>
        <location filename="medview/training/kinds.py"/>
        <source>The recipe {name} cannot be read: {why}.</source>
        <translation>训练方案 {name} 无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>The record has {count} letters.</source>
        <translation>该记录有 {count} 个字母。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>The record has {letter} there.</source>
        <translation>该记录在此处为 {letter}。</translation>
    </message>
    <message>
        <location filename="medview/session/sitting_file.py"/>
        <source>The record of what was open is damaged; MedView starts plainly.</source>
        <translation>已打开内容的记录已损坏；MedView 将普通启动。</translation>
    </message>
    <message>
        <location filename="medview/session/sitting_file.py"/>
        <source>The record of what was open was damaged or from a newer version; it is kept as {name}.</source>
        <translation>已打开内容的记录已损坏或来自更新的版本；已保留为 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>The reference has no sequence of this name.</source>
        <translation>参考序列中没有此名称的序列。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>The reference tells no genes, and masks need the ends of their exons.</source>
        <translation>参考序列未注明基因，而掩蔽需要其外显子的边界。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>The report has no content.</source>
        <translation>报告没有内容。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The result could not be kept</source>
        <translation>无法保存结果</translation>
    </message>
    <message>
        <location filename="medview/engine/segmentation.py"/>
        <source>The result is not to be trusted and nothing was drawn ({reasons}).</source>
        <translation>结果不可信，未绘制任何内容（{reasons}）。</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>The result, the series and the study do not belong together; nothing was written.</source>
        <translation>结果、序列与检查不相匹配；未写入任何内容。</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>The rows of {name} have {first} and {second} columns.</source>
        <translation>{name} 的两行分别有 {first} 列和 {second} 列。</translation>
    </message>
    <message>
        <location filename="medview/training/running/states.py"/>
        <source>The run in {folder} was begun with another recipe.</source>
        <translation>{folder} 中的训练是用另一训练方案开始的。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/planning.py"/>
        <source>The run in {folder} was begun with other settings.</source>
        <translation>{folder} 中的训练是用其他设置开始的。</translation>
    </message>
    <message>
        <location filename="medview/io/index/sorting.py"/>
        <location filename="medview/io/scanned.py"/>
        <source>The same image was already found in another file.</source>
        <translation>已在另一文件中找到相同图像。</translation>
    </message>
    <message>
        <location filename="medview/io/scanned.py"/>
        <source>The same sequences were already found in another file.</source>
        <translation>已在另一个文件中找到相同的序列。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>The sampling frequency is not stated; one sample a second is shown.</source>
        <translation>未注明采样频率；按每秒一个采样显示。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>The secret key is {secret}: show it to nobody. The public key, to be handed out, is {public}.</source>
        <translation>私钥为 {secret}：请勿向任何人出示。可对外分发的公钥为 {public}。</translation>
    </message>
    <message>
        <source>The segmentation belongs to another series than the open one.</source>
        <translation type="vanished">分割属于另一序列，而非已打开的序列。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/tables.py"/>
        <source>The segments of the palette are damaged.</source>
        <translation>调色板的段数据已损坏。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>The sequences are long and little alike: the alignment was sought in a band that may be too narrow.</source>
        <translation>序列较长且相似性低：比对仅在一条可能过窄的带内搜索。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>The sequences that the variants of {name} lie in are not beside it.</source>
        <translation>{name} 中变异所在的序列不在其旁边。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>The series does not belong to the study.</source>
        <translation>序列不属于此检查。</translation>
    </message>
    <message>
        <location filename="medview/tasks/classical_analysis.py"/>
        <source>The series has contrast agent: vessels, heart and kidneys may be called bone.</source>
        <translation>该序列使用了对比剂：血管、心脏和肾脏可能被误判为骨骼。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>The series has no pictures.</source>
        <translation>序列没有图像。</translation>
    </message>
    <message>
        <location filename="medview/tasks/batch.py"/>
        <source>The series holds neither images nor sequences.</source>
        <translation>该序列既不含图像，也不含生物序列。</translation>
    </message>
    <message>
        <source>The series holds no images.</source>
        <translation type="vanished">该序列不含图像。</translation>
    </message>
    <message>
        <source>The series is no volume.</source>
        <translation type="vanished">该序列不是体数据。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_volume.py"/>
        <source>The series is not a regular volume.</source>
        <translation>序列不是规则体数据。</translation>
    </message>
    <message>
        <location filename="medview/views/output/frames.py"/>
        <source>The series is not in memory any more.</source>
        <translation>该序列已不在内存中。</translation>
    </message>
    <message>
        <source>The series it was drawn on is not among the files.</source>
        <translation type="vanished">勾画时所用的序列不在这些文件中。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>The series this belongs to is not open.</source>
        <translation>所属序列未打开。</translation>
    </message>
    <message>
        <location filename="medview/views/output/exported.py"/>
        <source>The series was closed, or gave its viewport to another one, while its pictures were drawn.</source>
        <translation>绘制图片期间，该序列已被关闭，或其视口已让给另一个序列。</translation>
    </message>
    <message>
        <location filename="medview/session/settings.py"/>
        <source>The settings could not be read ({reason}); defaults are used.</source>
        <translation>无法读取设置（{reason}）；使用默认值。</translation>
    </message>
    <message>
        <location filename="medview/session/settings.py"/>
        <source>The settings file is damaged; defaults are used.</source>
        <translation>设置文件已损坏；使用默认值。</translation>
    </message>
    <message>
        <location filename="medview/session/settings.py"/>
        <source>The settings file was damaged or from a newer version; it is kept as {name}. Defaults are used.</source>
        <translation>设置文件已损坏或来自更新的版本；已保留为 {name}。使用默认值。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>The shutter ({value}) is not applied.</source>
        <translation>遮光器（{value}）未应用。</translation>
    </message>
    <message>
        <location filename="medview/engine/findings.py"/>
        <source>The side is not stated.</source>
        <translation>未注明侧别。</translation>
    </message>
    <message>
        <location filename="medview/catalog/trust.py"/>
        <source>The signature of the model package {name} does not fit its files.</source>
        <translation>模型包 {name} 的签名与其文件不符。</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>The size of a pixel is unknown.</source>
        <translation>像素大小未知。</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>The size of a pixel is unknown: lengths are in pixels.</source>
        <translation>像素大小未知：长度以像素为单位。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>The slices are shifted sideways against each other by up to {off:.1f} mm.</source>
        <translation>层面之间最大横向错位 {off:.1f} mm。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>The slices are unevenly spaced, {low:.2f} to {high:.2f} mm apart: {where}.</source>
        <translation>层距不均，为 {low:.2f} 至 {high:.2f} mm：{where}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The slices do not form a regular volume: {why}</source>
        <translation>层面未构成规则体数据：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/slide_tiles.py"/>
        <source>The slide declares {rows}×{columns} pixels.</source>
        <translation>切片声明为 {rows}×{columns} 像素。</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>The slide has no images.</source>
        <translation>切片没有图像。</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>The slide has {columns}×{rows} pixels at full resolution; {shown} of them a side are shown.</source>
        <translation>切片全分辨率为 {columns}×{rows} 像素；每边显示其 {shown}。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>The stack leans by {angle:.1f} degrees against its slices (gantry tilt), {drift:.1f} mm in all.</source>
        <translation>图像堆栈相对层面倾斜 {angle:.1f} 度（机架倾斜），总计偏移 {drift:.1f} mm。</translation>
    </message>
    <message>
        <location filename="medview/training/running/states.py"/>
        <source>The state of the run in {folder} cannot be read.</source>
        <translation>{folder} 中训练的状态无法读取。</translation>
    </message>
    <message>
        <location filename="medview/engine/gate.py"/>
        <source>The statistics of the input gate cannot be read: {why}.</source>
        <translation>输入校验的统计数据无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The store of decisions in {folder} could not be opened</source>
        <translation>无法打开 {folder} 中的决定存储</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The store of decisions was damaged and is kept as {path}. A new, empty one was started.</source>
        <translation>决定存储已损坏，已保留为 {path}。已新建一个空的存储。</translation>
    </message>
    <message>
        <location filename="medview/session/schema.py"/>
        <source>The store of decisions was written by a newer MedView (version {version} of its tables).</source>
        <translation>决定存储由更新的 MedView 写入（表版本 {version}）。</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The stored decisions could not be read</source>
        <translation>无法读取已存储的决定</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The stored drawings could not be read</source>
        <translation>无法读取已存储的绘图</translation>
    </message>
    <message>
        <location filename="medview/session/store.py"/>
        <source>The stored results could not be read</source>
        <translation>无法读取已存储的结果</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>The structure set has {count} regions and not one contour.</source>
        <translation>结构集含 {count} 个感兴趣区，但没有任何轮廓。</translation>
    </message>
    <message>
        <location filename="medview/core/carrying.py"/>
        <source>The structured report holds the first {count} findings; all are in findings.json.</source>
        <translation>结构化报告包含前 {count} 个发现；全部发现见 findings.json。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>The study does not list the series.</source>
        <translation>检查未列出此序列。</translation>
    </message>
    <message>
        <location filename="medview/session/priors.py"/>
        <source>The study of {date} has the same Patient ID, but another {what}: it is not taken for a prior.</source>
        <translation>{date} 的检查患者 ID 相同，但{what}不同：不作为既往检查。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>The sum of the classes within it: {names}.</source>
        <translation>其所含类别之和：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/writing.py"/>
        <source>The tag browser shows DICOM, NIfTI, Analyze, NRRD, MetaImage, MGH and picture files.</source>
        <translation>标签浏览器可显示 DICOM、NIfTI、Analyze、NRRD、MetaImage、MGH 和图片文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pasting.py"/>
        <source>The text has {count} signs; at most {most} are read.</source>
        <translation>文本有 {count} 个字符；最多读取 {most} 个。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <source>The text is empty.</source>
        <translation>文本为空。</translation>
    </message>
    <message>
        <location filename="medview/imaging/studio.py"/>
        <source>The three planes work without it.</source>
        <translation>三平面不受影响。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/fastq_index.py"/>
        <source>The title above its qualities differs from that above its letters.</source>
        <translation>质量值上方的标题与字母上方的标题不同。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <source>The transfer syntax is not stated; read as {name}.</source>
        <translation>未注明传输语法；按 {name} 读取。</translation>
    </message>
    <message>
        <location filename="medview/imaging/aligning.py"/>
        <source>The two series could not be laid over each other: they hardly overlap.</source>
        <translation>两个序列无法叠加：几乎没有重叠。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>The usual network.arguments were taken where the weights do not tell them; if they are others, all results are wrong. Say them with --arguments.</source>
        <translation>权重未说明的 network.arguments 已按常用值填写；若实际不同，所有结果都是错误的。请用 --arguments 指明。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>The value here is no finite number.</source>
        <translation>此处的数值不是有限数。</translation>
    </message>
    <message>
        <location filename="medview/imaging/measuring.py"/>
        <source>The value here marks no image (padding).</source>
        <translation>此处的数值不代表图像（填充值）。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/values.py"/>
        <source>The values are complex; their magnitude is shown.</source>
        <translation>数值为复数；显示其模。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/body.py"/>
        <source>The values do not look like Hounsfield units of a body: {air:.1f} % are air (below {low:.0f}), {soft:.1f} % are soft tissue or fat ({soft_low:.0f} to {soft_high:.0f}).</source>
        <translation>数值不像人体的 HU 值：{air:.1f} % 为空气（低于 {low:.0f}），{soft:.1f} % 为软组织或脂肪（{soft_low:.0f} 至 {soft_high:.0f}）。</translation>
    </message>
    <message>
        <location filename="medview/views/output/frames.py"/>
        <source>The viewport's size changed meanwhile.</source>
        <translation>视口大小在此期间已改变。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The volume is {size} mm: neither a whole head (at least {head:.0f} mm along every axis) nor a crop around the structure (under {crop:.0f} mm along every axis).</source>
        <translation>体数据为 {size} mm：既不是完整头部（各轴向至少 {head:.0f} mm），也不是结构周围的裁剪图像（各轴向小于 {crop:.0f} mm）。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>The volume is {size} mm; the model needs at least {shortest:.0f} mm along every axis.</source>
        <translation>体数据为 {size} mm；模型要求各轴向至少 {shortest:.0f} mm。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>The weights are no table of names and tensors.</source>
        <translation>权重不是由名称与张量组成的表。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>The weights do not fit the network: {differences}.</source>
        <translation>权重与网络不匹配：{differences}。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>The weights of {model} (ONNX) cannot be made random: whether its maps depend on them is unknown.</source>
        <translation>{model} 的权重（ONNX）无法随机化：其依据分布图是否取决于权重不得而知。</translation>
    </message>
    <message>
        <source>The weights of {model} cannot be read, or do not fit its network.</source>
        <translation type="vanished">{model} 的权重无法读取，或与其网络不匹配。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>The weights of {model} cannot be read, or do not fit its network: {why}</source>
        <translation>{model} 的权重无法读取，或与其网络不匹配：{why}</translation>
    </message>
    <message>
        <location filename="medview/jobs/dispatch.py"/>
        <source>The work could not be started: {reason}.</source>
        <translation>无法启动任务：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <source>There are no baselines for volumes.</source>
        <translation>没有用于体数据的基线。</translation>
    </message>
    <message>
        <location filename="medview/io/scan.py"/>
        <source>There are no files in {where}.</source>
        <translation>{where} 中没有文件。</translation>
    </message>
    <message>
        <location filename="medview/core/letters.py"/>
        <source>There are no letters {start} to {end} in a record of {length}.</source>
        <translation>长度为 {length} 的记录中没有第 {start} 至 {end} 个字母。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning.py"/>
        <source>There are no pairs of the part {part}.</source>
        <translation>没有属于 {part} 部分的序列对。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/states.py"/>
        <source>There are no weights in it: no table of names and tensors.</source>
        <translation>其中没有权重：没有由名称与张量组成的表。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>There are no weights {name} in {folder}.</source>
        <translation>{folder} 中没有权重 {name}。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>There are several label maps.</source>
        <translation>有多个标签图。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>There are several segmentations.</source>
        <translation>有多个分割。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>There are several series.</source>
        <translation>有多个序列。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/write.py"/>
        <source>There is a model {id} already.</source>
        <translation>已有模型 {id}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>There is no convolution or dense layer among the weights.</source>
        <translation>权重中没有卷积层或全连接层。</translation>
    </message>
    <message>
        <location filename="medview/cli/display.py"/>
        <source>There is no display, and Xvfb, which would make a virtual one, is not installed.</source>
        <translation>没有显示环境，且未安装可提供虚拟显示的 Xvfb。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>There is no document in it.</source>
        <translation>其中没有文档。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>There is no file or folder {path}.</source>
        <translation>没有文件或文件夹 {path}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>There is no file {name}.</source>
        <translation>没有文件 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_report.py"/>
        <source>There is no finding to write.</source>
        <translation>没有可写入的发现。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>There is no folder {name}.</source>
        <translation>没有文件夹 {name}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/codes.py"/>
        <source>There is no genetic code {number}.</source>
        <translation>没有编号为 {number} 的遗传密码。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>There is no label map, DICOM SEG or RTSTRUCT.</source>
        <translation>没有标签图、DICOM SEG 或 RTSTRUCT。</translation>
    </message>
    <message>
        <location filename="medview/core/carrying.py"/>
        <source>There is no label map.</source>
        <translation>没有标签图。</translation>
    </message>
    <message>
        <source>There is no method of explaining called {name}.</source>
        <translation type="vanished">没有名为 {name} 的解释方法。</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <source>There is no model {id}.</source>
        <translation>没有模型 {id}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>There is no network “{name}”.</source>
        <translation>没有网络“{name}”。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/train_classification.py"/>
        <source>There is no package {name} to find the region with.</source>
        <translation>没有用于定位该区域的模型包 {name}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>There is no picture of this mask.</source>
        <translation>没有与此掩膜对应的图像。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>There is no picture of this name.</source>
        <translation>没有此名称的图像。</translation>
    </message>
    <message>
        <location filename="medview/core/letters.py"/>
        <location filename="medview/io/sequences/reader.py"/>
        <source>There is no record {number}; there are {count}.</source>
        <translation>没有第 {number} 条记录；共有 {count} 条。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>There is no room on the disk to unpack it.</source>
        <translation>磁盘上没有足够的空间解压。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>There is no series with pictures to make a film of.</source>
        <translation>没有含图像的序列可制作影片。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pasting.py"/>
        <source>There is no text to read.</source>
        <translation>没有可读取的文本。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>There is no volume in {path}.</source>
        <translation>{path} 中没有体数据。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>There is no {file} with its boxes; where it has none, the file is there and says so.</source>
        <translation>没有记录其框的 {file}；图像没有框时，也应有该文件并予以说明。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>There is no {name} beside it.</source>
        <translation>其旁边没有 {name}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>There is no {path}.</source>
        <translation>{path} 不存在。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/regions.py"/>
        <location filename="medview/engine/explaining/subjects.py"/>
        <source>There is nothing of this region to explain.</source>
        <translation>此区域中没有可解释的内容。</translation>
    </message>
    <message>
        <location filename="medview/imaging/itk.py"/>
        <source>There is nothing to find: the voxels all have one value, or are not numbers.</source>
        <translation>没有可检出的内容：体素值全部相同，或不是数值。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>There is nothing to look for.</source>
        <translation>没有要查找的内容。</translation>
    </message>
    <message>
        <location filename="medview/jobs/failures.py"/>
        <source>There was not enough memory to finish this.</source>
        <translation>内存不足，未能完成。</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>These records have {total} letters; {model} answers for {most} at once.</source>
        <translation>这些记录共有 {total} 个字母；{model} 一次最多回答 {most} 个。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/printing.py"/>
        <source>These viewports show several patients: one name above them would be wrong.</source>
        <translation>这些视口显示多名患者：在上方标注单一姓名会出错。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>They have the entries of configs/medview.json.</source>
        <translation>模型卡和设置的条目须与 configs/medview.json 一致。</translation>
    </message>
    <message>
        <location filename="medview/io/dicomdir.py"/>
        <source>This DICOMDIR lists no files.</source>
        <translation>此 DICOMDIR 未列出任何文件。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/told.py"/>
        <source>This analysis has no findings on records of sequences that could be written.</source>
        <translation>此分析没有可写入的序列记录上的发现。</translation>
    </message>
    <message>
        <location filename="medview/io/selection.py"/>
        <source>This analysis has no label map; its findings say what it found.</source>
        <translation>此分析没有标签图；其发现说明了所得结果。</translation>
    </message>
    <message>
        <location filename="medview/imaging/studio.py"/>
        <source>This computer offers no OpenGL 3.2.</source>
        <translation>此计算机不支持 OpenGL 3.2。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <source>This finding was not made by {model} {version} as it is installed now.</source>
        <translation>此发现不是由目前安装的 {model} {version} 得出的。</translation>
    </message>
    <message>
        <location filename="medview/imaging/mp4.py"/>
        <source>This installation of Pillow has no AVIF encoder, which makes MP4 films.</source>
        <translation>此 Pillow 安装没有制作 MP4 影片所需的 AVIF 编码器。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>This is a colour picture: colours have no mean.</source>
        <translation>这是彩色图像：颜色没有均值。</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>This is a {found} series; the model reads {wanted} only.</source>
        <translation>这是 {found} 序列；模型只读取 {wanted}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>This is no label map: labels are whole numbers from 0 to {most}.</source>
        <translation>这不是标签图：标签须为 0 至 {most} 的整数。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>This is no regular expression: {error}.</source>
        <translation>这不是正则表达式：{error}。</translation>
    </message>
    <message>
        <location filename="medview/core/transfer.py"/>
        <source>This is not a 3D preset: {reason}.</source>
        <translation>这不是三维预设：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/picture_analysis.py"/>
        <source>This is outside what {model} knows, and no result is shown. {reasons}</source>
        <translation>这超出 {model} 的适用范围，不显示结果。{reasons}</translation>
    </message>
    <message>
        <location filename="medview/engine/planning.py"/>
        <source>This may take more memory than is free: close other programs first.</source>
        <translation>所需内存可能超过可用内存：请先关闭其他程序。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>This object has no surfaces.</source>
        <translation>此对象没有表面。</translation>
    </message>
    <message>
        <location filename="medview/tasks/film_of_series.py"/>
        <source>This series has no positions beside its slices.</source>
        <translation>此序列除层面外没有其他位置。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Threonine</source>
        <translation>苏氨酸</translation>
    </message>
    <message>
        <location filename="medview/views/output/exported.py"/>
        <source>Tick “Patient, institution and date” if the picture may show them, or take a picture of images only.</source>
        <translation>如果图片可以显示这些信息，请勾选“患者、机构和日期”，或只截取影像的图片。</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>To be completed by a person: {entries}.</source>
        <translation>需人工填写：{entries}。</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>To be considered</source>
        <translation>注意事项</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <location filename="medview/cli/inspect.py"/>
        <source>Told</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>Train or measure a segmentation on this folder, or give masks as pictures.</source>
        <translation>请用此文件夹训练或评估分割模型，或以图像形式提供掩膜。</translation>
    </message>
    <message>
        <location filename="medview/training/detecting/packaging.py"/>
        <source>Train with a recipe of your own, or rename the classes.</source>
        <translation>请使用您自己的训练方案训练，或重命名类别。</translation>
    </message>
    <message>
        <location filename="medview/training/pictures/train_classification.py"/>
        <source>Train {name} into the same folder first.</source>
        <translation>请先将 {name} 训练到同一文件夹。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Train “sequences”, whose classes are those of the data.</source>
        <translation>请训练“sequences”，其类别取自数据。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>Trained by a user of MedView from {count} cases; images of other scanners and sites were not seen.</source>
        <translation>由 MedView 用户以 {count} 个病例训练；未见过其他设备和机构的图像。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>Trained on {cases} sequences of somebody's own.</source>
        <translation>以自有的 {cases} 条序列训练。</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <location filename="medview/core/pair_alignment.py"/>
        <source>Translate the nucleotides first.</source>
        <translation>请先翻译核苷酸。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Triangles</source>
        <translation>三角面</translation>
    </message>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>True size</source>
        <translation>真实大小</translation>
    </message>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>True size, {where}</source>
        <translation>真实大小，{where}</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>Try again: it goes on where it stopped.</source>
        <translation>请重试：将从中断处继续。</translation>
    </message>
    <message>
        <location filename="medview/views/background.py"/>
        <source>Try again; if it happens again, report it with the log file.</source>
        <translation>请重试；如再次发生，请连同日志文件一起报告。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>Try another method.</source>
        <translation>请尝试其他方法。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Tryptophan</source>
        <translation>色氨酸</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <source>Two files at most are aligned.</source>
        <translation>最多比对两个文件。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/states.py"/>
        <source>Two of the weights have one name.</source>
        <translation>有两个权重同名。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <location filename="medview/io/objects/annotations.py"/>
        <location filename="medview/io/objects/dose.py"/>
        <location filename="medview/io/objects/plan.py"/>
        <location filename="medview/io/objects/segments.py"/>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>Type letters, such as GAATTC.</source>
        <translation>请输入字母，例如 GAATTC。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Tyrosine</source>
        <translation>酪氨酸</translation>
    </message>
    <message>
        <location filename="medview/report/page.py"/>
        <source>UNREVIEWED</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <location filename="medview/imaging/picture.py"/>
        <source>UNREVIEWED AI output</source>
        <translation>未审阅的人工智能输出</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/page.py"/>
        <location filename="medview/views/output/paper.py"/>
        <location filename="medview/views/viewport/labelled.py"/>
        <source>UNREVIEWED: AI output that no person has checked</source>
        <translation>未审阅：未经人工核查的人工智能输出</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>UNREVIEWED: nobody has reviewed this segmentation.</source>
        <translation>未审阅：此分割未经任何人审阅。</translation>
    </message>
    <message>
        <location filename="medview/session/session.py"/>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <location filename="medview/io/objects/real_world.py"/>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>Unpacking</source>
        <translation>正在解压</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>Unpacking {name}</source>
        <translation>正在解包 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/gate.py"/>
        <source>Update MedView.</source>
        <translation>请更新 MedView。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Use one of {formats}.</source>
        <translation>请使用以下格式之一：{formats}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/wishes.py"/>
        <source>Use small letters, digits, dots, dashes and underlines; begin with a letter or a digit.</source>
        <translation>请使用小写字母、数字、点、连字符和下划线，并以字母或数字开头。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/findings.py"/>
        <source>Valine</source>
        <translation>缬氨酸</translation>
    </message>
    <message>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/evaluating.py"/>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>Value (95 % interval)</source>
        <translation>数值（95 % 区间）</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/io/formats/values.py"/>
        <source>Values have more digits than the 7 that are kept.</source>
        <translation>数值的位数超过所保留的 7 位。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>Values in {unit}; SUV cannot be computed: {why}.</source>
        <translation>数值单位为 {unit}；无法计算 SUV：{why}。</translation>
    </message>
    <message>
        <location filename="medview/views/drawing/shown.py"/>
        <source>Values of the slice, not of the slab</source>
        <translation>为层面的数值，而非厚层的数值</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Verified</source>
        <translation>验证</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>Verified by</source>
        <translation>审核者</translation>
    </message>
    <message>
        <location filename="medview/cli/models.py"/>
        <source>Verifying {model}</source>
        <translation>正在验证 {model}</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>Version {held} stays in use, as you chose it. To use the newest: medview models use {model} {newest}</source>
        <translation>按您的选择，继续使用版本 {held}。如需使用最新版本：medview models use {model} {newest}</translation>
    </message>
    <message>
        <location filename="medview/cli/models.py"/>
        <source>Version {version} of {model} is not installed.</source>
        <translation>未安装 {model} 的版本 {version}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="medview/imaging/colours.py"/>
        <source>Violet to yellow</source>
        <translation>紫到黄</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/core/kinds.py"/>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/metaimage.py"/>
        <location filename="medview/io/formats/mgh.py"/>
        <location filename="medview/io/formats/minc.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Volume</source>
        <translation>体数据</translation>
    </message>
    <message>
        <source>Volume error (mL)</source>
        <translation type="vanished">体积误差 (mL)</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>Volumes like those it was trained on</source>
        <translation>与训练所用体数据类似的体数据</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>Volumes or reason</source>
        <translation>体积或原因</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <location filename="medview/report/report.py"/>
        <source>Voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>Voxels are up to {found:.1f} mm long; the model needs {limit:.1f} mm or finer along every axis.</source>
        <translation>体素最长达 {found:.1f} mm；模型要求各轴向不大于 {limit:.1f} mm。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Voxels, mL</source>
        <translation>体素，mL</translation>
    </message>
    <message>
        <location filename="medview/views/solid/turning.py"/>
        <source>Wait until it does, then begin again.</source>
        <translation>请待其显示内容后重新开始。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Warning at</source>
        <translation>警告剂量</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>Wedges</source>
        <translation>楔形板</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>Weights sha256</source>
        <translation>权重 sha256</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>What each letter adds to the network's log-odds of it, against letters of which nothing is known.</source>
        <translation>与未知字母相比，每个字母为网络的对数几率增加的量。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>What is measured on the other splits would be too good: put each group into one split only.</source>
        <translation>在其他数据划分上测得的结果会偏高：请将每个组仅放入一个数据划分。</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="vanished">功能</translation>
    </message>
    <message>
        <location filename="medview/io/objects/parametric.py"/>
        <source>What its values measure is not stated.</source>
        <translation>未注明其数值的物理含义。</translation>
    </message>
    <message>
        <location filename="medview/session/sitting_file.py"/>
        <source>What was open last could not be read ({reason}).</source>
        <translation>无法读取上次打开的内容（{reason}）。</translation>
    </message>
    <message>
        <location filename="medview/tasks/drawing.py"/>
        <source>What was to be drawn is not there any more.</source>
        <translation>待绘制的内容已不存在。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>Where it lies is not certain: export it again together with its images.</source>
        <translation>其位置无法确定：请连同其图像重新导出。</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>Where lengths hold</source>
        <translation>长度标度</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/findings.py"/>
        <source>Where the lungs are below {limit:.0f} HU.</source>
        <translation>肺内低于 {limit:.0f} HU 的部分。</translation>
    </message>
    <message>
        <location filename="medview/report/html.py"/>
        <location filename="medview/report/pdf.py"/>
        <source>Where this model is known to fail</source>
        <translation>此模型已知失效情形</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>Which class it is was not decided.</source>
        <translation>尚未决定其属于哪个类别。</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>Why “{finding}”? {method}</source>
        <translation>为何是“{finding}”？{method}</translation>
    </message>
    <message>
        <location filename="medview/core/figures.py"/>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <location filename="medview/report/made_with.py"/>
        <source>Window</source>
        <translation>窗</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Windows computed</source>
        <translation>已计算窗口</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Windows in one pass</source>
        <translation>每次窗口数</translation>
    </message>
    <message>
        <location filename="medview/report/made_with.py"/>
        <source>Windows planned</source>
        <translation>计划窗口数</translation>
    </message>
    <message>
        <source>Wish for identifiers on pictures, or take a picture of images only.</source>
        <translation type="vanished">请选择在图片上包含身份信息，或仅保存图像的图片。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/findings.py"/>
        <source>With the vessels inside, without the main airways.</source>
        <translation>包含肺内血管，不含主气道。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>With {match:g} for equal and {mismatch:g} for other letters, sequences by chance are alike.</source>
        <translation>相同字符为 {match:g}、不同字符为 {mismatch:g} 时，随机序列也会显得相似。</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>Without position</source>
        <translation>无位置</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Write it again as a single file.</source>
        <translation>请重新写为单个文件。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Write it again as raw or gzip with a numeric type.</source>
        <translation>请以数值类型重新写为 raw 或 gzip 格式。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <source>Write it again with 16-bit integers or 32-bit floats.</source>
        <translation>请以 16 位整数或 32 位浮点数重新写入。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>Write it again with 32-bit floats.</source>
        <translation>请以 32 位浮点数重新写入。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/metaimage.py"/>
        <source>Write it again with a numeric type.</source>
        <translation>请以数值类型重新写入。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/space.py"/>
        <source>Write it again with a valid orientation and spacing.</source>
        <translation>请以有效的方位和间距重新写入。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>Write it again with two or three axes of space behind one another.</source>
        <translation>请重新写入，使两个或三个空间轴前后相邻。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>Write it as Python does, such as GA[AT]{{2,5}}TC.</source>
        <translation>请按 Python 的写法书写，例如 GA[AT]{{2,5}}TC。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>Write it as {{"name": value}}.</source>
        <translation>请写成 {{"name": value}}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/pictures.py"/>
        <source>Write it smaller, or in pieces.</source>
        <translation>请缩小后写入，或分块写入。</translation>
    </message>
    <message>
        <location filename="medview/training/data/pictures.py"/>
        <source>Write it with 0 for the background and 1, 2, 3 … for the classes.</source>
        <translation>请在写出时以 0 表示背景，以 1、2、3 … 表示各类别。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>Write numbers with commas between them: 1,2,5.</source>
        <translation>请以逗号分隔写入数字：1,2,5。</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>Write one JSON object for each line.</source>
        <translation>请每行写一个 JSON 对象。</translation>
    </message>
    <message>
        <location filename="medview/io/findings_file.py"/>
        <source>Write them as TIFF.</source>
        <translation>请写为 TIFF。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>Writing cases</source>
        <translation>正在写入病例</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/genbank.py"/>
        <source>Writing records</source>
        <translation>正在写入记录</translation>
    </message>
    <message>
        <location filename="medview/tasks/meshing.py"/>
        <source>Writing surfaces</source>
        <translation>正在写入表面</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <location filename="medview/tasks/pair_files.py"/>
        <source>Writing the alignment</source>
        <translation>正在写入比对结果</translation>
    </message>
    <message>
        <location filename="medview/tasks/evidence.py"/>
        <source>Writing the curve</source>
        <translation>正在写入曲线</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <location filename="medview/tasks/splice_files.py"/>
        <source>Writing the effects</source>
        <translation>正在写入影响预测</translation>
    </message>
    <message>
        <location filename="medview/tasks/annotating.py"/>
        <location filename="medview/tasks/exporting.py"/>
        <source>Writing the findings</source>
        <translation>正在写入发现</translation>
    </message>
    <message>
        <location filename="medview/io/nifti_writing.py"/>
        <location filename="medview/io/research_writing.py"/>
        <source>Writing the image</source>
        <translation>正在写入图像</translation>
    </message>
    <message>
        <location filename="medview/cli/explain.py"/>
        <location filename="medview/tasks/evidence.py"/>
        <source>Writing the map</source>
        <translation>正在写入分布图</translation>
    </message>
    <message>
        <location filename="medview/tasks/exporting.py"/>
        <source>Writing the mask</source>
        <translation>正在写入掩膜</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <location filename="medview/training/detecting/train.py"/>
        <source>Writing the package</source>
        <translation>正在写入模型包</translation>
    </message>
    <message>
        <location filename="medview/tasks/films.py"/>
        <source>Writing the picture</source>
        <translation>正在写入图片</translation>
    </message>
    <message>
        <location filename="medview/cli/reporting.py"/>
        <location filename="medview/tasks/reporting.py"/>
        <source>Writing the report</source>
        <translation>正在写入报告</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_results.py"/>
        <source>Writing the segmentation</source>
        <translation>正在写入分割</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_report.py"/>
        <source>Writing the structured report</source>
        <translation>正在写入结构化报告</translation>
    </message>
    <message>
        <location filename="medview/tasks/template.py"/>
        <source>Writing the template as a DICOM study</source>
        <translation>正在将模板写为 DICOM 检查</translation>
    </message>
    <message>
        <location filename="medview/cli/analyse.py"/>
        <location filename="medview/cli/convert.py"/>
        <location filename="medview/cli/registering.py"/>
        <location filename="medview/cli/substitutions.py"/>
        <location filename="medview/cli/surfaces.py"/>
        <source>Writing {name}</source>
        <translation>正在写入 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx.py"/>
        <source>Written by {producer}.</source>
        <translation>由 {producer} 生成。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>Written: {name}</source>
        <translation>已写入：{name}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>XML other than UniProt's entries</source>
        <translation>UniProt 条目以外的 XML</translation>
    </message>
    <message>
        <location filename="medview/cli/display.py"/>
        <source>Xvfb did not start.</source>
        <translation>Xvfb 未启动。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>a bundle for MONAI {version}</source>
        <translation>适用于 MONAI {version} 的 bundle</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>a bundle that names no network of its own (network, network_def)</source>
        <translation>未指定自身网络（network、network_def）的 bundle</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>a bundle without weights ({names})</source>
        <translation>没有权重的 bundle（{names}）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>a bundle without {file}</source>
        <translation>没有 {file} 的 bundle</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/copies.py"/>
        <source>a copy ({name}) that is changed or used later</source>
        <translation>副本（{name}）之后被更改或使用</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>a file without ending</source>
        <translation>无扩展名的文件</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>a format of sequences or structures that is not read</source>
        <translation>不支持读取的序列或结构格式</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>a list of keywords</source>
        <translation>关键词列表</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/limits.py"/>
        <source>a number above {most}</source>
        <translation>大于 {most} 的数</translation>
    </message>
    <message>
        <location filename="medview/engine/segmentation.py"/>
        <source>a part of it is smaller than the image's voxels</source>
        <translation>其中一部分小于图像的体素</translation>
    </message>
    <message>
        <location filename="medview/engine/plausible.py"/>
        <source>a part of it would be only {found:.2f} mL</source>
        <translation>其中一部分仅为 {found:.2f} mL</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>a part of the image would be left without a result</source>
        <translation>图像的一部分将没有结果</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>a polygon has fewer than three corners, or one that is no number</source>
        <translation>有多边形的顶点少于三个，或有顶点坐标不是数值</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>a polygon is no list of x and y</source>
        <translation>有多边形不是 x 和 y 的列表</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>a predictor ends with a dense layer after others</source>
        <translation>预测器应在若干层之后以一个全连接层结尾</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pairs.py"/>
        <source>a probability</source>
        <translation>某个概率</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>a second time</source>
        <translation>第二次使用</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>a second time, or after padding</source>
        <translation>第二次使用，或位于填充之后</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>a sparse tensor</source>
        <translation>稀疏张量</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>a table of features (GFF) without sequences</source>
        <translation>不含序列的特征表（GFF）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>a threshold for channels that do not each decide for themselves</source>
        <translation>对并非各自独立判定的通道使用阈值</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>a weight of {weight:g} kg cannot be meant</source>
        <translation>体重 {weight:g} kg 不合理</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after Spacing or padding: its box is found in the file's voxels; put it before</source>
        <translation>位于 Spacing 或填充之后：其框在文件的体素中确定；请将其放在前面</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after Spacing with sides that differ; put Orientation before it</source>
        <translation>位于各边长不同的 Spacing 之后；请将 Orientation 放在其前面</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>after a step on labels; MedView works on labels in the file's voxels</source>
        <translation>位于标签步骤之后；MedView 在文件的体素中处理标签</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>after another activation, or after labels were made</source>
        <translation>位于另一个激活函数之后，或位于标签生成之后</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after intensities of a part of the voxels were changed</source>
        <translation>位于仅改变部分体素强度的步骤之后</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after intensities were changed so that its box depends on the image</source>
        <translation>位于改变强度的步骤之后，致使其框取决于图像</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after intensities were measured over the whole image; put it before</source>
        <translation>位于对整幅图像统计强度之后；请将其放在前面</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after padding</source>
        <translation>位于填充之后</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>after padding; put it before</source>
        <translation>位于填充之后；请将其放在前面</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>aligned</source>
        <translation>已比对</translation>
    </message>
    <message>
        <location filename="medview/core/refusals.py"/>
        <source>all cases, a withheld result as nothing found</source>
        <translation>所有病例，不予显示的结果按未发现计</translation>
    </message>
    <message>
        <location filename="medview/core/refusals.py"/>
        <source>all cases, the input gate ignored</source>
        <translation>所有病例，忽略输入校验</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>an encoder normalises after each of its layers but the last</source>
        <translation>编码器应在除最后一层外的每一层之后归一化</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <location filename="medview/engine/importing/expressions.py"/>
        <source>an expression of {count} letters</source>
        <translation>长达 {count} 个字符的表达式</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>an injected dose of {dose:g} Bq cannot be meant</source>
        <translation>注射剂量 {dose:g} Bq 不合理</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>an injection {hours:.1f} h after the scan</source>
        <translation>扫描后 {hours:.1f} 小时注射</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>an injection {hours:.1f} h before the scan</source>
        <translation>扫描前 {hours:.1f} 小时注射</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>an object has no name or no bndbox</source>
        <translation>有对象缺少 name 或 bndbox</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>and metadata.json give different versions</source>
        <translation>与 metadata.json 的版本不一致</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>and {count} more places</source>
        <translation>以及另外 {count} 处</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>arbitrary units</source>
        <translation>任意单位</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>argmax and a threshold at once</source>
        <translation>同时使用 argmax 和阈值</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>argmax over one channel, or over channels that each decide for themselves</source>
        <translation>对单个通道，或对各自独立判定的通道使用 argmax</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>asks for code to be run ({what}), which MedView never does</source>
        <translation>要求运行代码（{what}），MedView 绝不运行</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>at injection</source>
        <translation>注射时</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>at the detector</source>
        <translation>探测器处</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>at {image:g} mm from the source; the isocentre is at {isocentre:g} mm</source>
        <translation>距源 {image:g} mm；等中心位于 {isocentre:g} mm</translation>
    </message>
    <message>
        <source>axes in another order</source>
        <translation type="vanished">轴的顺序不同</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>b-value</source>
        <translation>b 值</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>before labels were made</source>
        <translation>位于标签生成之前</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>between slices {first} and {second} ({gap:.2f} mm)</source>
        <translation>第 {first} 与第 {second} 层之间（{gap:.2f} mm）</translation>
    </message>
    <message>
        <location filename="medview/session/priors.py"/>
        <source>birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>bit {high} of {bits} as the highest</source>
        <translation>以第 {high} 位为 {bits} 位中的最高位</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/spelling.py"/>
        <source>blank</source>
        <translation>空格</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <source>blocks with a bottleneck</source>
        <translation>带瓶颈的模块</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>both sides</source>
        <translation>双侧</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <location filename="medview/core/calibration.py"/>
        <source>by hand, by {name}, {date}</source>
        <translation>手动，{name}，{date}</translation>
    </message>
    <message>
        <location filename="medview/core/calibration.py"/>
        <source>by hand, {date}</source>
        <translation>手动，{date}</translation>
    </message>
    <message>
        <location filename="medview/io/slide_tiles.py"/>
        <source>by the slide scanner</source>
        <translation>由切片扫描仪</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>calibrated</source>
        <translation>已校准</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>cannot be read: {why}</source>
        <translation>无法读取：{why}</translation>
    </message>
    <message>
        <location filename="medview/core/refusals.py"/>
        <source>cases the model answered</source>
        <translation>模型已作答的病例</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>class {number}</source>
        <translation>类别 {number}</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>configurations inherit from each other</source>
        <translation>各配置相互继承</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>could not be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>counts without the maker's factor (7053,1000)</source>
        <translation>计数值，缺少厂商系数 (7053,1000)</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>curve, {low} to {high}</source>
        <translation>曲线，{low} 至 {high}</translation>
    </message>
    <message>
        <location filename="medview/core/names.py"/>
        <source>d</source>
        <translation>天</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>does not give every class of the network a label</source>
        <translation>未给网络的每个类别指定标签</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>does not say how large its voxels are</source>
        <translation>未说明其体素大小</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>estimated magnification {factor:.3g}</source>
        <translation>估计放大倍数 {factor:.3g}</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>expected rows of {width} numbers</source>
        <translation>每行应有 {width} 个数值</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>false positives per picture</source>
        <translation>每幅图像的假阳性数</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/told.py"/>
        <source>findings.json holds all it says.</source>
        <translation>findings.json 包含其全部内容。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>fold_{fold} holds no {file}</source>
        <translation>fold_{fold} 中没有 {file}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet.py"/>
        <source>folds of different configurations</source>
        <translation>各折的配置不同</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>for some of the channels only</source>
        <translation>仅用于部分通道</translation>
    </message>
    <message>
        <location filename="medview/core/stretches.py"/>
        <source>forward strand</source>
        <translation>正向链</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>found − true ({unit})</source>
        <translation>所得值 − 真实值（{unit}）</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <source>frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>from an object of known size in the image</source>
        <translation>按图像中已知大小的物体</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>from assumed or known geometry</source>
        <translation>按假定或已知的几何关系</translation>
    </message>
    <message>
        <location filename="medview/io/slide_tiles.py"/>
        <source>from the size of the field</source>
        <translation>按视野大小</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>gives no usable identifier and version of its model</source>
        <translation>未给出可用的模型标识符和版本</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>gives no usable version of its model</source>
        <translation>未给出可用的模型版本</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>has a golden volume too few or too many</source>
        <translation>基准体积的数目过多或过少</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>has calibration points that do not grow</source>
        <translation>校准点不是递增的</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>has the unknown entry {entry}</source>
        <translation>含有未知条目 {entry}</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>is not a JSON object</source>
        <translation type="vanished">不是 JSON 对象</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>is not listed in its manifest</source>
        <translation>未列于其清单中</translation>
    </message>
    <message>
        <source>is not readable JSON</source>
        <translation type="vanished">不是可读取的 JSON</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>it broke off after {done} of {total} bytes</source>
        <translation>下载 {done}/{total} 字节后中断</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>it declares entities</source>
        <translation>它声明了实体</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>it does not name its publisher and algorithm</source>
        <translation>未注明其发布者和算法</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>it does not say how boxes are read</source>
        <translation>未说明框的读取方式</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>it gives {kind}</source>
        <translation>其输出为 {kind}</translation>
    </message>
    <message>
        <location filename="medview/engine/sliding.py"/>
        <source>it gives {shape}</source>
        <translation>输出为 {shape}</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>it grows beyond all measure</source>
        <translation>解压后大小没有限度</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>it grows beyond {size} MB.</source>
        <translation>解压后超过 {size} MB。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it has more than {count} entries</source>
        <translation>条目超过 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>it has more than {count} operations</source>
        <translation>算子超过 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/table.py"/>
        <source>it has no argument “{name}”</source>
        <translation>没有参数“{name}”</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>it has no letters</source>
        <translation>没有字母</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>it has no {file}</source>
        <translation>没有 {file}</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>it has the entry {name} twice</source>
        <translation>条目 {name} 出现两次</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>it has too many members</source>
        <translation>成员过多</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>it has {count} gaps: it is a row of an alignment</source>
        <translation>有 {count} 个空位：它是比对中的一行</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>it has {count} letters; at most {most} are read at once</source>
        <translation>有 {count} 个字母；一次最多读取 {most} 个</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>it has {count} letters; the model reads {length}</source>
        <translation>有 {count} 个字母；该模型读取 {length} 个</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>it holds a name or a password</source>
        <translation>含有用户名或密码</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <location filename="medview/catalog/installing.py"/>
        <source>it holds more than {count} files</source>
        <translation>文件超过 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>it holds more than {count} files.</source>
        <translation>含有超过 {count} 个文件。</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>it holds no Ed25519 key</source>
        <translation>其中没有 Ed25519 密钥</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>it holds no network_weights</source>
        <translation>其中没有 network_weights</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>it holds no secret key; sign with the file keygen wrote, not with its .pub</source>
        <translation>其中没有私钥；请用 keygen 写出的文件签名，而不是其 .pub 文件</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>it holds no text</source>
        <translation>其中没有文本</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>it holds {count} files of {size} MB.</source>
        <translation>含有 {count} 个文件，共 {size} MB。</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>it holds {file} twice</source>
        <translation>{file} 出现两次</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>it holds {file}, which no model package has</source>
        <translation>含有 {file}，任何模型包都不应有此文件</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it is HDF5, as Keras writes it, and not PyTorch's</source>
        <translation>它是 Keras 写出的 HDF5，而非 PyTorch 文件</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>it is a program</source>
        <translation>它是程序</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it is a zip archive without PyTorch's data.pkl</source>
        <translation>它是 zip 压缩包，但没有 PyTorch 的 data.pkl</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged or cut off: {size} bytes are announced, {left} are there</source>
        <translation>已损坏或被截断：声明 {size} 字节，实有 {left} 字节</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it is damaged, or holds more than weights</source>
        <translation>已损坏，或含有权重以外的内容</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged: a number does not end</source>
        <translation>已损坏：有数值未正常结束</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged: a text is not UTF-8</source>
        <translation>已损坏：有文本不是 UTF-8</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged: an entry is of no known kind</source>
        <translation>已损坏：有字段类型未知</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged: its entry {number} is a number</source>
        <translation>已损坏：其字段 {number} 是数值</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>it is damaged: its entry {number} is no number</source>
        <translation>已损坏：其字段 {number} 不是数值</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>it is made for a picture of {columns} × {rows} pixels, this one has {own_columns} × {own_rows}</source>
        <translation>它对应 {columns} × {rows} 像素的图像，而此图像为 {own_columns} × {own_rows} 像素</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>it is neither a .npy array, a PNG or JPEG picture, nor text</source>
        <translation>既不是 .npy 数组、PNG 或 JPEG 图片，也不是文本</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>it is neither polygons nor run lengths</source>
        <translation>既不是多边形，也不是行程编码</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it is neither safetensors nor what PyTorch writes</source>
        <translation>既不是 safetensors，也不是 PyTorch 写出的文件</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>it is no JSON ({why})</source>
        <translation>不是 JSON（{why}）</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>it is no address</source>
        <translation>不是有效地址</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>it is no sound zip ({why})</source>
        <translation>不是完好的 zip（{why}）</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>it is no version of {model}</source>
        <translation>它不是 {model} 的版本</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>it is not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>it is not text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>it is not the JSON MedView writes</source>
        <translation type="vanished">不是 MedView 写出的 JSON</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>it is not the JSON MedView writes ({why})</source>
        <translation>不是 MedView 所写的 JSON（{why}）</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>it is not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>it is packed, and PyTorch packs nothing</source>
        <translation>它是压缩的，而 PyTorch 从不压缩</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>it is random, and belongs to training</source>
        <translation>具有随机性，属于训练步骤</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <location filename="medview/io/plain.py"/>
        <source>it is too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>it is {found}; the model reads {wanted}</source>
        <translation>它是 {found}；该模型读取 {wanted}</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>it is {size:.0f} GB large</source>
        <translation>大小为 {size:.0f} GB</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>it leads on and on</source>
        <translation>重定向次数过多</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>it lists no layers</source>
        <translation>未列出任何层</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>it needs the operation {name} of “{domain}”, which only a program of its maker's has</source>
        <translation>需要“{domain}”的算子 {name}，只有其制作者的程序才有</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>it needs {size} MB and {free} MB are free.</source>
        <translation>需要 {size} MB，而可用空间为 {free} MB。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>it takes {count} inputs</source>
        <translation>需要 {count} 个输入</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>it takes {kind} of {count} axes</source>
        <translation>其输入为 {count} 个轴的 {kind}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>it takes {shape} numbers at once</source>
        <translation>一次读取 {shape} 个数值</translation>
    </message>
    <message>
        <location filename="medview/engine/plausible.py"/>
        <source>it would lie {found:.0f} mm from where it is expected (at most {most:.0f} mm)</source>
        <translation>其位置偏离预期 {found:.0f} mm（最多 {most:.0f} mm）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/copies.py"/>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>it would replace {name}</source>
        <translation>它会替换 {name}</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <location filename="medview/engine/importing/archives.py"/>
        <source>it would take {size:.0f} GB</source>
        <translation>将占用 {size:.0f} GB</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>its LZMA dictionary takes {size} MB</source>
        <translation>其 LZMA 字典占用 {size} MB</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>its checksum differs</source>
        <translation>校验和不符</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <source>its columns are {found}</source>
        <translation>其列为 {found}</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>its entries are too deep within each other</source>
        <translation>其条目嵌套过深</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>its entries are too many, or too deep within each other</source>
        <translation>条目过多，或嵌套过深</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>its entry {number} is there {count} times</source>
        <translation>其字段 {number} 出现 {count} 次</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>its functions call each other too deep</source>
        <translation>其函数相互调用过深</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/wire.py"/>
        <source>its graphs lie within each other too deep</source>
        <translation>其计算图嵌套过深</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>its key and its identifier of the key differ</source>
        <translation>其密钥与密钥标识符不一致</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>its layers end with tanh, and the last one with nothing</source>
        <translation>各层应以 tanh 结尾，最后一层不带激活函数</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>its member {member} is larger than it says</source>
        <translation>其成员 {member} 大于其声明的大小</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>its member {member} is too large</source>
        <translation>其成员 {member} 过大</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>its member {member} points outside it</source>
        <translation>其成员 {member} 指向压缩包之外</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>its outputs are {shapes} ({error})</source>
        <translation>其输出为 {shapes}（{error}）</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_programs.py"/>
        <source>its rows have other letters than the sequences</source>
        <translation>其各行的字母与序列不同</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>its run lengths cover {count} pixels, the picture has {all}</source>
        <translation>其行程编码覆盖 {count} 个像素，而图像有 {all} 个像素</translation>
    </message>
    <message>
        <location filename="medview/training/data/rasters.py"/>
        <source>its run lengths lack size or counts</source>
        <translation>其行程编码缺少 size 或 counts</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>its signature is not one</source>
        <translation>其签名不是有效签名</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>its size is {size} bytes</source>
        <translation>其大小为 {size} 字节</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>its times and numbers cannot be meant</source>
        <translation>其时间和数值不合理</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>its values are in {units}</source>
        <translation>其数值单位为{units}</translation>
    </message>
    <message>
        <location filename="medview/engine/plausible.py"/>
        <source>its volume would be {found:.1f} mL, expected {least:.1f} to {most:.1f} mL</source>
        <translation>其体积为 {found:.1f} mL，预期为 {least:.1f} 至 {most:.1f} mL</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>label values that are not 0, 1, 2 … ({values})</source>
        <translation>标签值不是 0、1、2 …（{values}）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>labels are chosen when they are looked at</source>
        <translation>标签在查看时选择</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>labels mixed between voxels (nearest_interp=False)</source>
        <translation>标签在体素之间混合（nearest_interp=False）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>labels of labels</source>
        <translation>对标签再取标签</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>later</source>
        <translation>靠后</translation>
    </message>
    <message>
        <location filename="medview/imaging/windowing.py"/>
        <source>leaves {share} % black or white</source>
        <translation>使 {share} % 变为全黑或全白</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>letters stand before its first name</source>
        <translation>第一个名称之前有字符</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <source>line {number} is not as its columns say</source>
        <translation>第 {number} 行与其列不符</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/limits.py"/>
        <source>lists within lists</source>
        <translation>列表嵌套过深</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>localiser</source>
        <translation>定位像</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>map, {low:g} to {high:g}</source>
        <translation>分布图，{low:g} 至 {high:g}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>mapped reads (SAM, BAM, CRAM), which are not read</source>
        <translation>比对后的读段（SAM、BAM、CRAM），不支持读取</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>mean of found and true ({unit})</source>
        <translation>所得值与真实值的均值（{unit}）</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>mean {value}</source>
        <translation>均值 {value}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>measured in a box that was found in changed intensities</source>
        <translation>在改变强度后所确定的框中统计</translation>
    </message>
    <message>
        <location filename="medview/cli/app.py"/>
        <source>medview --help lists the commands and their options.</source>
        <translation>medview --help 列出各命令及其选项。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>medview models trust shows those that are trusted.</source>
        <translation>用 medview models trust 可查看受信任的发布者。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>metadata.json of the bundle states the version “{version}”, which is none.</source>
        <translation>bundle 的 metadata.json 注明版本为“{version}”，但这不是版本号。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>min_size in voxels, whose size depends on the image; say by_measure</source>
        <translation>min_size 以体素计，而体素大小取决于图像；请使用 by_measure</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>missing: {names}</source>
        <translation>缺少：{names}</translation>
    </message>
    <message>
        <location filename="medview/core/names.py"/>
        <source>mo</source>
        <translation>个月</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/known.py"/>
        <source>model.json lists a layer MeshNet does not have: {layer}.</source>
        <translation>model.json 列出了 MeshNet 没有的层：{layer}。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>more than {count} lines</source>
        <translation>超过 {count} 行</translation>
    </message>
    <message>
        <location filename="medview/session/priors.py"/>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names a golden output that is not .npy</source>
        <translation>指定的基准输出不是 .npy 文件</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names another model than its folder</source>
        <translation>所注明的模型与其文件夹不同</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names both a network and a method, or neither</source>
        <translation>同时指定了网络和方法，或两者均未指定</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names files that no model package has</source>
        <translation>指定了模型包中不应有的文件</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names more or fewer classes than its network has outputs</source>
        <translation>指定的类别数多于或少于其网络的输出数</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names statistics of its gate that are not .safetensors</source>
        <translation>指定的输入校验统计数据不是 .safetensors 文件</translation>
    </message>
    <message>
        <source>names weights that are neither .safetensors nor .pt</source>
        <translation type="vanished">指定的权重既不是 .safetensors 也不是 .pt</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names weights that are neither .safetensors nor .pt nor .onnx</source>
        <translation>指定的权重不是 .safetensors、.pt 或 .onnx</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>names weights that are not there</source>
        <translation>指定的权重不存在</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>nested deeper than {depth} levels</source>
        <translation>嵌套超过 {depth} 层</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>no contour</source>
        <translation>无轮廓</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>no letters it could be told by</source>
        <translation>没有可据以判断的字母</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>no split</source>
        <translation>无数据划分</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>no stated unit</source>
        <translation>未注明</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/reviewed.py"/>
        <source>no {name}</source>
        <translation>无{name}</translation>
    </message>
    <message>
        <location filename="medview/catalog/catalog.py"/>
        <location filename="medview/catalog/fetching.py"/>
        <location filename="medview/cli/batch_items.py"/>
        <location filename="medview/engine/telling.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>not a list</source>
        <translation>不是列表</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>not a number</source>
        <translation>不是数值</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>not a plain value</source>
        <translation>不是普通值</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>not a real number</source>
        <translation>不是实数</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>not a regular volume</source>
        <translation>不是规则体数据</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>not finite: {names}</source>
        <translation>不是有限值：{names}</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>not named</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>not read by the model</source>
        <translation>模型不能读取</translation>
    </message>
    <message>
        <location filename="medview/io/objects/real_world.py"/>
        <location filename="medview/io/suv.py"/>
        <location filename="medview/training/preparing/volumes.py"/>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>not supported: {file}, as MedView reads JSON only.</source>
        <translation>不支持：{file}，MedView 只读取 JSON。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>not supported: {file}, which is TorchScript: a program with its weights.</source>
        <translation>不支持：{file}，它是 TorchScript：带权重的程序。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/refusals.py"/>
        <source>not supported: {what}.</source>
        <translation>不支持：{what}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>not supported: {what}. {name} gives {shapes} on an input of {size}.</source>
        <translation>不支持：{what}。{name} 对大小为 {size} 的输入给出 {shapes}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>not text</source>
        <translation>非文本</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>not verified here yet</source>
        <translation>尚未在本机验证</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/scaling.py"/>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="medview/engine/plausible.py"/>
        <source>nothing was found</source>
        <translation>未检出任何内容</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>of another shape: {names}</source>
        <translation>形状不符：{names}</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>of another type: {names}</source>
        <translation>类型不同：{names}</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>of the ultrasound region</source>
        <translation>超声区域</translation>
    </message>
    <message>
        <location filename="medview/io/formats/analyze.py"/>
        <location filename="medview/io/formats/nifti.py"/>
        <source>of unknown type {code}</source>
        <translation>类型未知（{code}）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>on labels that may lie over each other</source>
        <translation>用于可能相互重叠的标签</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>on the scanned film or paper</source>
        <translation>在扫描的胶片或纸张上</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>on {device}, {day}</source>
        <translation>{day}，{device}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>one before Spacing and one after it</source>
        <translation>一个位于 Spacing 之前，一个位于其后</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>only https is used</source>
        <translation>只使用 https</translation>
    </message>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>only its middle has room here</source>
        <translation>此处仅能容纳其中部</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>only {part:.0%} of the brain would lie in the image</source>
        <translation>脑组织仅有 {part:.0%} 位于图像内</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>onnxruntime does not take {name}: {why}.</source>
        <translation>onnxruntime 不接受 {name}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>outputs of Ultralytics' task “{task}”</source>
        <translation>Ultralytics 任务“{task}”的输出</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>outputs of such shapes</source>
        <translation>此类形状的输出</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>overview of the glass</source>
        <translation>玻片全貌</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>padding to {least}, multiples of {multiple}, before windows of {patch}</source>
        <translation>在大小为 {patch} 的滑窗之前填充至 {least} 且为 {multiple} 的倍数</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>part of positive cases</source>
        <translation>阳性病例占比</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>points outside the package</source>
        <translation>指向包之外</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>probability given</source>
        <translation>给出的概率</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>protein</source>
        <translation>蛋白质</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>qualities without letters</source>
        <translation>没有字母的质量值</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/ids.py"/>
        <source>record {number} {name}, line {line}</source>
        <translation>第 {number} 条记录 {name}，第 {line} 行</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>regions_class_order with one value twice</source>
        <translation>regions_class_order 中有一个值出现两次</translation>
    </message>
    <message>
        <location filename="medview/io/objects/dose.py"/>
        <source>relative to the prescription, not gray</source>
        <translation>相对于处方剂量，而非 Gy</translation>
    </message>
    <message>
        <location filename="medview/core/stretches.py"/>
        <source>reverse strand</source>
        <translation>反向链</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>right</source>
        <translation>右</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>rounding and another threshold at once</source>
        <translation>同时使用取整和另一个阈值</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>says at {place}: {what}</source>
        <translation>在 {place} 处：{what}</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>says how rare other classes than its own are along sequences</source>
        <translation>所述沿序列的先验并非其自身类别的先验</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <source>segment</source>
        <translation>分割段</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <location filename="medview/session/priors.py"/>
        <source>sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nifti.py"/>
        <source>sform is used.</source>
        <translation>已采用 sform。</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>signed</source>
        <translation>有符号</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>slices {first} to {last} {gap:.2f} mm</source>
        <translation>第 {first} 至第 {last} 层 {gap:.2f} mm</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>softmax of one channel is 1 everywhere</source>
        <translation>单个通道的 softmax 处处为 1</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>some labels together, but not all</source>
        <translation>一并处理部分而非全部标签</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <source>stated by the bundle</source>
        <translation>由 bundle 注明</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>states evidence by a method that cannot tell letters apart</source>
        <translation>声明的证据方法无法区分各个字母</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>states parents of classes that do not exclude each other</source>
        <translation>为并不互斥的类别声明了上级类别</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>states the member {code}, which is neither a class nor a parent</source>
        <translation>声明的成员 {code} 既不是类别也不是上级类别</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>states the parent {code} of all classes, which says nothing</source>
        <translation>声明的上级类别 {code} 包含全部类别，没有意义</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>states the parent {code} without members</source>
        <translation>声明的上级类别 {code} 没有成员</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>states the parent {code}, which lies within itself</source>
        <translation>声明的上级类别 {code} 包含了自身</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>stronger</source>
        <translation>较强</translation>
    </message>
    <message>
        <location filename="medview/imaging/windowing.py"/>
        <source>table</source>
        <translation>查找表</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <source>the activation {name} with {words}</source>
        <translation>带参数 {words} 的激活函数 {name}</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>the brain would have to be stretched by {low:.2f} to {high:.2f}</source>
        <translation>脑组织需拉伸 {low:.2f} 至 {high:.2f} 倍</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>the brain would have {part:.0%} of the average volume</source>
        <translation>脑体积为平均体积的 {part:.0%}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>the cascade {name}, which reads the result of {first}</source>
        <translation>级联 {name}，它读取 {first} 的结果</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>the entry {place}, which is too large</source>
        <translation>条目 {place}，它过大</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>the entry {place}, which refers to itself</source>
        <translation>条目 {place}，它引用了自身</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>the evaluator {name}</source>
        <translation>评估器 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>the file does not say how</source>
        <translation>文件未说明方式</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/spacing.py"/>
        <source>the file does not say whether it was calibrated</source>
        <translation>文件未说明是否经过校准</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>the file there has changed</source>
        <translation>该处的文件已更改</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the file's own SUV is normalised by {kind}, not by body weight</source>
        <translation>文件自带的 SUV 按 {kind} 归一化，而非按体重</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>the grid is too small</source>
        <translation>网格过小</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>the head would be turned by {angle:.0f}°</source>
        <translation>头部需旋转 {angle:.0f}°</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the header is damaged</source>
        <translation>文件头已损坏</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>the image reader {name}</source>
        <translation>图像读取器 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <location filename="medview/engine/importing/targets.py"/>
        <source>the inferer {name}</source>
        <translation>推理器 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the injected dose</source>
        <translation>注射剂量</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>the layer “{name}” with {weights} is of no kind MedView reads</source>
        <translation>带有 {weights} 的层“{name}”不属于 MedView 可读取的类型</translation>
    </message>
    <message>
        <location filename="medview/engine/plausible.py"/>
        <source>the model is too unsure of it ({found:.0%}, expected at least {least:.0%})</source>
        <translation>模型对其过于不确定（{found:.0%}，预期至少 {least:.0%}）</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>the name is empty</source>
        <translation>名称为空</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <location filename="medview/engine/importing/targets.py"/>
        <source>the network {name}</source>
        <translation>网络 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>the normalisation {name}</source>
        <translation>归一化 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>the normalisation {name} by figures that are no numbers</source>
        <translation>所用参数不是数值的归一化 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <source>the normalisation {name} with {words}</source>
        <translation>带参数 {words} 的归一化 {name}</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>the numbers of {name} are said to be at {location}, outside its folder</source>
        <translation>{name} 的数值据称位于 {location}，在其文件夹之外</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>the orientation {letters}</source>
        <translation>方向 {letters}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>the output of a search, which holds pieces of sequences only</source>
        <translation>搜索程序的输出，只含序列片段</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the patient's weight</source>
        <translation>患者体重</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_plans.py"/>
        <source>the resampling {name} with {words}</source>
        <translation>带参数 {words} 的重采样 {name}</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>the search left the image</source>
        <translation>搜索超出图像范围</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>the server answers {status}</source>
        <translation>服务器返回 {status}</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>the server sent another part than it was asked for</source>
        <translation>服务器发送的部分与请求的不同</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the time of decay correction is {what}</source>
        <translation>衰减校正时间为 {what}</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the time of injection is not stated</source>
        <translation>未注明注射时间</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the time of the scan is not stated</source>
        <translation>未注明扫描时间</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transform.py"/>
        <source>the transform {name}</source>
        <translation>变换 {name}</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>the values are not corrected for attenuation and decay</source>
        <translation>数值未经衰减校正（光子衰减与放射性衰变）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>there is no configuration {name} in it, only {found}</source>
        <translation>其中没有配置 {name}，只有 {found}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>there is no entry {entry}</source>
        <translation>没有条目 {entry}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>there is no field “{name}”; there are {known}</source>
        <translation>没有字段“{name}”；可用字段：{known}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>there is no folder fold_{fold}</source>
        <translation>没有文件夹 fold_{fold}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>there is no folder with both plans.json and dataset.json in it</source>
        <translation>没有同时含有 plans.json 和 dataset.json 的文件夹</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>there is no network in it</source>
        <translation>其中没有网络</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/table.py"/>
        <source>there is no network of this name</source>
        <translation>没有此名称的网络</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>there is no such file</source>
        <translation>没有此文件</translation>
    </message>
    <message>
        <location filename="medview/catalog/acceptance.py"/>
        <source>they are pictures without a common grid.</source>
        <translation>为没有共同网格的图像。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>they end before their end mark</source>
        <translation>在结束标记之前已结束</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>threshold_values, which MONAI has no more</source>
        <translation>threshold_values，MONAI 已不再提供</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>thumbnail</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>tissue</source>
        <translation>组织</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>to_onehot before labels were made</source>
        <translation>在标签生成之前使用 to_onehot</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>to_onehot=True, which MONAI has no more</source>
        <translation>to_onehot=True，MONAI 已不再提供</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/limited.py"/>
        <source>too long</source>
        <translation>过长</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>track: {names}</source>
        <translation>曲线：{names}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <location filename="medview/io/objects/waveforms.py"/>
        <source>unknown samples</source>
        <translation>未知采样</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>unknown: {names}</source>
        <translation>未知：{names}</translation>
    </message>
    <message>
        <location filename="medview/io/formats/nrrd.py"/>
        <source>unnamed</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/facts.py"/>
        <source>unpaired</source>
        <translation>非成对</translation>
    </message>
    <message>
        <location filename="medview/report/pdf.py"/>
        <source>unreviewed</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>used</source>
        <translation>使用中</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <source>used, pinned</source>
        <translation>使用中，已固定</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>uses a label the card does not explain</source>
        <translation>使用了模型卡中未说明的标签</translation>
    </message>
    <message>
        <location filename="medview/catalog/parents.py"/>
        <source>uses the code {code} twice</source>
        <translation>两次使用了代码 {code}</translation>
    </message>
    <message>
        <location filename="medview/imaging/windowing.py"/>
        <source>uses {share} % of the greys</source>
        <translation>仅使用 {share} % 的灰阶</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transform.py"/>
        <source>values of kind {kind}</source>
        <translation>类型为 {kind} 的值</translation>
    </message>
    <message>
        <location filename="medview/cli/cards.py"/>
        <location filename="medview/report/report.py"/>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>version {version} is installed, which is newer</source>
        <translation>已安装更新的版本 {version}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>version {version} is not one this program reads ({known})</source>
        <translation>此程序不能读取版本 {version}（可读取 {known}）</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>was changed: expected sha256 {expected}, found {found}</source>
        <translation>已更改：预期 sha256 {expected}，实际 {found}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <source>weights named “{name}”: the trainer built another network</source>
        <translation>名为“{name}”的权重：训练程序构建的是另一种网络</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/monai.py"/>
        <source>weights outside the bundle ({name})</source>
        <translation>位于 bundle 之外的权重（{name}）</translation>
    </message>
    <message>
        <location filename="medview/imaging/registration.py"/>
        <source>what is there does not look like a T1-weighted brain (similarity {found:.2f}, expected at least {least})</source>
        <translation>其内容不像 T1 加权脑图像（相似度 {found:.2f}，预期至少 {least}）</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>white is low</source>
        <translation>低值为白</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>with several labels, of which MONAI counts each as one part (independent_channels)</source>
        <translation>用于多个标签，而 MONAI 将其中每个标签计为一个部分（independent_channels）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/decoding.py"/>
        <source>with several labels, where MONAI also overwrites labels within others</source>
        <translation>用于多个标签，而 MONAI 还会覆盖位于其他标签内部的标签</translation>
    </message>
    <message>
        <location filename="medview/imaging/grids.py"/>
        <source>within the ultrasound region</source>
        <translation>超声区域内</translation>
    </message>
    <message>
        <location filename="medview/core/names.py"/>
        <source>wk</source>
        <translation>周</translation>
    </message>
    <message>
        <location filename="medview/core/names.py"/>
        <source>y</source>
        <translation>岁</translation>
    </message>
    <message>
        <location filename="medview/io/objects/presentation.py"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>{bits} bits</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>{bits} bits allocated</source>
        <translation>分配 {bits} 位</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/document.py"/>
        <source>{cases} cases of {groups} groups, split: {split}. The input gate refused {refused}, {failed} failed.</source>
        <translation>{groups} 个组的 {cases} 个病例，数据划分：{split}。输入校验拒绝 {refused} 个，失败 {failed} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/native.py"/>
        <source>{columns} columns cannot share their colours in pairs.</source>
        <translation>{columns} 列无法成对共用颜色。</translation>
    </message>
    <message>
        <location filename="medview/report/paired.py"/>
        <source>{count:,} more columns are not shown.</source>
        <translation>另有 {count:,} 列未显示。</translation>
    </message>
    <message>
        <location filename="medview/engine/detection.py"/>
        <source>{count} anchors</source>
        <translation>{count} 个锚框</translation>
    </message>
    <message>
        <location filename="medview/io/objects/graphics.py"/>
        <source>{count} annotations are placed on a display whose area is not stated; they are left out.</source>
        <translation>有 {count} 个标注按未注明区域的显示器定位；已省略。</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/limits.py"/>
        <source>{count} blocks are more than {most}</source>
        <translation>{count} 个模块，超过 {most} 个</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>{count} broken links, pipes and devices were left out.</source>
        <translation>已省略 {count} 个失效链接、管道和设备文件。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/other.py"/>
        <location filename="medview/io/tags/headers.py"/>
        <location filename="medview/io/tags/words.py"/>
        <source>{count} bytes</source>
        <translation>{count} 字节</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>{count} bytes at the end belong to no element.</source>
        <translation>末尾 {count} 字节不属于任何数据元素。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>{count} cases</source>
        <translation>{count} 例</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>{count} contours cannot be read and are left out.</source>
        <translation>{count} 个轮廓无法读取，已省略。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>{count} contours cut holes where they overlap; they are drawn as outlines.</source>
        <translation>{count} 个轮廓在重叠处形成孔洞；按轮廓线绘制。</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/limits.py"/>
        <source>{count} entries</source>
        <translation>{count} 个条目</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning.py"/>
        <source>{count} families are among those it learned from: heads that have not seen them answered for those.</source>
        <translation>其中 {count} 个家族曾用于训练：这些家族由未见过它们的网络头作答。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>{count} files found</source>
        <translation>找到 {count} 个文件</translation>
    </message>
    <message>
        <location filename="medview/io/objects/plan.py"/>
        <source>{count} fractions</source>
        <translation>{count} 分次</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>{count} fragments</source>
        <translation>{count} 个片段</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>{count} frames lie elsewhere than the images they name; their place was used.</source>
        <translation>{count} 帧与其所引用的图像位置不同；已采用帧自身的位置。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>{count} groups are in more than one split: {names}.</source>
        <translation>{count} 个组出现在多个数据划分中：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>{count} hidden files and folders were left out.</source>
        <translation>已省略 {count} 个隐藏的文件和文件夹。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/key_objects.py"/>
        <source>{count} images</source>
        <translation>{count} 幅图像</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transforms.py"/>
        <source>{count} images for a network of {channels} channels</source>
        <translation>{count} 幅图像，而网络有 {channels} 个通道</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>{count} images lie where others of the series do, and differ from them in nothing that is named.</source>
        <translation>有 {count} 幅图像与序列中其他图像位置相同，且没有任何已注明的差异。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/other.py"/>
        <location filename="medview/io/tags/walking.py"/>
        <source>{count} items</source>
        <translation>{count} 项</translation>
    </message>
    <message>
        <location filename="medview/tasks/splice_findings.py"/>
        <source>{count} lines or alternatives could not be scored.</source>
        <translation>{count} 行或替代等位无法评分。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>{count} linked folders were not entered.</source>
        <translation>未进入 {count} 个链接的文件夹。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>{count} masks are empty: {names}.</source>
        <translation>{count} 个掩膜为空：{names}。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/walking.py"/>
        <source>{count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <location filename="medview/io/scanned.py"/>
        <source>{count} more files</source>
        <translation>另有 {count} 个文件</translation>
    </message>
    <message>
        <location filename="medview/report/found.py"/>
        <source>{count} more pictures with findings are listed, but not shown.</source>
        <translation>另有 {count} 幅有发现的图像已列出，但未显示。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>{count} more records with findings are listed, but not shown.</source>
        <translation>另有 {count} 条含发现的记录已列出，但未显示。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>{count} more were refused.</source>
        <translation>另有 {count} 条被拒绝。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_card.py"/>
        <location filename="medview/engine/telling.py"/>
        <source>{count} numbers</source>
        <translation>{count} 个数值</translation>
    </message>
    <message>
        <location filename="medview/io/objects/report.py"/>
        <source>{count} of its coordinates lie on other images.</source>
        <translation>其 {count} 个坐标位于其他图像上。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>{count} of its {all} annotations have a box and no outline.</source>
        <translation>其 {all} 个标注中有 {count} 个只有框而没有轮廓。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/segmentation.py"/>
        <source>{count} of its {all} frames lie on no image of this series.</source>
        <translation>其 {all} 帧中有 {count} 帧不在此序列的任何图像上。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>{count} of the images its contours name are not in this series.</source>
        <translation>其轮廓所引用的图像中有 {count} 幅不在此序列中。</translation>
    </message>
    <message>
        <location filename="medview/io/progressive.py"/>
        <source>{count} of {all} pictures cannot be read; picture {number}: {why}</source>
        <translation>{all} 幅图像中有 {count} 幅无法读取；第 {number} 幅：{why}</translation>
    </message>
    <message>
        <location filename="medview/engine/telling.py"/>
        <source>{count} of {size}</source>
        <translation>{count}/{size}</translation>
    </message>
    <message>
        <location filename="medview/cli/measuring.py"/>
        <source>{count} of {total} measurements of the file belong to these images and are kept.</source>
        <translation>文件的 {total} 项测量中有 {count} 项属于这些图像，已保留。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>{count} of {total} pixels hold no finite number, or lie outside, and are left out.</source>
        <translation>{total} 个像素中有 {count} 个不是有限数或位于图像之外，已省略。</translation>
    </message>
    <message>
        <location filename="medview/imaging/regions.py"/>
        <source>{count} of {total} pixels mark no image (padding) and are left out.</source>
        <translation>{total} 个像素中有 {count} 个不代表图像（填充值），已省略。</translation>
    </message>
    <message>
        <location filename="medview/io/correction.py"/>
        <source>{count} of {total} slices lie between stored ones and are interpolated.</source>
        <translation>{total} 个层面中有 {count} 个位于存储的层面之间，由插值得到。</translation>
    </message>
    <message>
        <location filename="medview/training/data/checks.py"/>
        <source>{count} pictures are in more than one split under several names: {names}.</source>
        <translation>{count} 幅图像以不同名称出现在多个数据划分中：{names}。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>{count} processes run at once: the free memory allows no more.</source>
        <translation>同时运行 {count} 个进程：可用内存不允许更多。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>{count} regions belong to another frame of reference and are left out.</source>
        <translation>{count} 个感兴趣区属于其他参考坐标系，已省略。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/structures.py"/>
        <source>{count} regions have no contour.</source>
        <translation>{count} 个感兴趣区没有轮廓。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>{count} sequences to learn from are in another split too.</source>
        <translation>{count} 条训练序列也在另一划分中。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/numbering.py"/>
        <source>{count} structures are drawn; label maps have at most {most} classes.</source>
        <translation>共勾画 {count} 个结构；标签图最多有 {most} 个类别。</translation>
    </message>
    <message>
        <location filename="medview/io/slide.py"/>
        <source>{count} tiles are not stored; they are left empty.</source>
        <translation>{count} 个图块未存储；留空。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/values.py"/>
        <source>{count} values are no numbers (NaN) or infinite: nothing is shown there.</source>
        <translation>{count} 个数值为非数字（NaN）或无穷大：该处不显示。</translation>
    </message>
    <message>
        <source>{count} values are no numbers (NaN) or infinite; they are shown as 0.</source>
        <translation type="vanished">{count} 个值不是数值（NaN）或为无穷大；显示为 0。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>{count} variants</source>
        <translation>{count} 个变异</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{count} viewports are described; the arrangement has {places}</source>
        <translation>描述了 {count} 个视口；布局有 {places} 个位置</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pairs.py"/>
        <source>{entry} does not fit the others</source>
        <translation>{entry} 与其他内容不符</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pairs.py"/>
        <source>{entry} is missing</source>
        <translation>缺少 {entry}</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>{files} files of sequences, {refused} of them refused.</source>
        <translation>{files} 个序列文件，其中 {refused} 个被拒绝。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <source>{file} cannot be read ({error})</source>
        <translation>{file} 无法读取（{error}）</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <location filename="medview/catalog/installing.py"/>
        <source>{file} is a link or a device, not a file</source>
        <translation>{file} 是链接或设备，而不是文件</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} is compressed in an unusual way</source>
        <translation>{file} 的压缩方式不常见</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} is encrypted</source>
        <translation>{file} 已加密</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>{file} is missing</source>
        <translation>缺少 {file}</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>{file} is no key or signature: {why}.</source>
        <translation>{file} 不是密钥或签名：{why}。</translation>
    </message>
    <message>
        <location filename="medview/session/drawing_files.py"/>
        <source>{file} is no readable file of measurements.</source>
        <translation>{file} 不是可读取的测量文件。</translation>
    </message>
    <message>
        <source>{file} is not a JSON object</source>
        <translation type="vanished">{file} 不是 JSON 对象</translation>
    </message>
    <message>
        <location filename="medview/tasks/reporting.py"/>
        <source>{file} is not a readable PDF.</source>
        <translation>{file} 不是可读取的 PDF。</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} is not as long as it says</source>
        <translation>{file} 的长度与声明不符</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>{file} is not listed</source>
        <translation>{file} 未列出</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} is too large</source>
        <translation>{file} 过大</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>{file} names it again; its first annotations count.</source>
        <translation>{file} 重复列出了它；以首次的标注为准。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <location filename="medview/training/data/outlines.py"/>
        <source>{file} names it, but it is not there.</source>
        <translation>{file} 列出了它，但该文件不存在。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>{file} of the bundle cannot be read: {why}.</source>
        <translation>bundle 的 {file} 无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>{file} of the model package {name} was changed.</source>
        <translation>模型包 {name} 的 {file} 已更改。</translation>
    </message>
    <message>
        <location filename="medview/catalog/manifest.py"/>
        <source>{file} of the model package {name} {problem}.</source>
        <translation>模型包 {name} 的 {file} {problem}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/package.py"/>
        <source>{file} of the model package {name} {what}.</source>
        <translation>模型包 {name} 的 {file} {what}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} points outside the package</source>
        <translation>{file} 指向模型包之外</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{file} would grow beyond all measure when it is unpacked</source>
        <translation>{file} 解包后会异常膨胀</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>{finding} (picture {number})</source>
        <translation>{finding}（第 {number} 幅图像）</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>{finding} ({place})</source>
        <translation>{finding}（{place}）</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <location filename="medview/report/found.py"/>
        <source>{finding}, added by the reader</source>
        <translation>{finding}（由审阅者添加）</translation>
    </message>
    <message>
        <location filename="medview/report/found.py"/>
        <source>{finding}: slices through the middle of the box, reformatted along the patient's axes.</source>
        <translation>{finding}：经框中心的层面，沿患者轴向重组。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/loading.py"/>
        <source>{first} and {second}</source>
        <translation>{first} 与 {second}</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>{folder} holds results of an earlier batch.</source>
        <translation>{folder} 中已有先前批处理的结果。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>{found} labels are given for {count} letters.</source>
        <translation>{count} 个字母给出了 {found} 个标签。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folding.py"/>
        <source>{groups} groups cannot be divided into {count} parts.</source>
        <translation>{groups} 个组无法分成 {count} 份。</translation>
    </message>
    <message>
        <location filename="medview/training/cases.py"/>
        <source>{groups} groups of cases cannot be divided into {count} parts.</source>
        <translation>{groups} 个病例组无法分成 {count} 份。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>{host} is not among the hosts models may be downloaded from.</source>
        <translation>{host} 不在允许下载模型的主机之列。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>{host} leads to another host</source>
        <translation>{host} 重定向到其他主机</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <location filename="medview/io/index/parts.py"/>
        <source>{images} images at only {places} positions.</source>
        <translation>{images} 幅图像仅有 {places} 个位置。</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_header.py"/>
        <source>{keyword} is not made of numbers.</source>
        <translation>{keyword} 不是由数字组成。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/opening.py"/>
        <source>{kind} cannot be read: it is damaged or not what the standard describes ({error}).</source>
        <translation>{kind} 无法读取：已损坏或不符合标准（{error}）。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/opening.py"/>
        <source>{kind} has nothing to lay over images.</source>
        <translation>{kind} 没有可叠加在图像上的内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>{kind} like that it was trained on</source>
        <translation>与训练数据相似的 {kind}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <source>{kind}, {count} points</source>
        <translation>{kind}，{count} 个点</translation>
    </message>
    <message>
        <location filename="medview/io/index/assembling.py"/>
        <source>{kind}: MedView shows what it says, element by element.</source>
        <translation>{kind}：MedView 逐项显示其数据元素。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>{label} has no place on the slide's pixels.</source>
        <translation>{label} 在切片像素上没有位置。</translation>
    </message>
    <message>
        <location filename="medview/io/objects/annotations.py"/>
        <source>{label}: {found} of {count} annotations can be read.</source>
        <translation>{label}：{count} 个标注中有 {found} 个可读取。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/words.py"/>
        <source>{length} bytes are no whole number of {vr} values.</source>
        <translation>{length} 字节不是 {vr} 值的整数倍。</translation>
    </message>
    <message>
        <location filename="medview/imaging/sequences/search.py"/>
        <source>{letters} are not among the letters of {alphabet}.</source>
        <translation>{letters} 不是{alphabet}的字母。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{location} is missing beside it</source>
        <translation>旁边缺少 {location}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>{macro}, which is no JSON file of the bundle</source>
        <translation>{macro}，它不是该 bundle 的 JSON 文件</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>{macro}, which is not in the bundle</source>
        <translation>{macro}，它不在该 bundle 中</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/bundle_config.py"/>
        <source>{macro}, which points outside the bundle</source>
        <translation>{macro}，它指向该 bundle 之外</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/methods.py"/>
        <source>{method} needs the gradients of the network, and this one (ONNX) gives none.</source>
        <translation>{method} 需要网络的梯度，而此网络（ONNX）不提供梯度。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>{minutes:.0f} min later</source>
        <translation>{minutes:.0f} 分钟后</translation>
    </message>
    <message>
        <location filename="medview/io/dicomdir.py"/>
        <source>{missing} of the {count} files that this DICOMDIR lists are not there: {names}</source>
        <translation>此 DICOMDIR 列出的 {count} 个文件中有 {missing} 个不存在：{names}</translation>
    </message>
    <message>
        <location filename="medview/io/dicom_geometry.py"/>
        <source>{missing} slices are missing of a stack with {usual:.2f} mm between slices: {where}.</source>
        <translation>层距为 {usual:.2f} mm 的图像堆栈缺少 {missing} 层：{where}。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/findings.py"/>
        <source>{ml:.1f} mL of {total:.0f} mL lie below {limit:.0f} HU.</source>
        <translation>{total:.0f} mL 中有 {ml:.1f} mL 低于 {limit:.0f} HU。</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>{model} accepts none of the series found.</source>
        <translation>所找到的序列均不适用于 {model}。</translation>
    </message>
    <message>
        <location filename="medview/cli/choosing.py"/>
        <source>{model} accepts several series.</source>
        <translation>有多个序列适用于 {model}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>{model} aligns proteins, and these are nucleotides.</source>
        <translation>{model} 比对蛋白质，而这些是核苷酸。</translation>
    </message>
    <message>
        <location filename="medview/catalog/installing.py"/>
        <source>{model} came with MedView and cannot be removed.</source>
        <translation>{model} 为 MedView 自带，无法移除。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/systems.py"/>
        <source>{model} cannot be evaluated on pictures.</source>
        <translation>{model} 无法在图像上评估。</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>{model} cannot compute an input of shape {shape}: {why}</source>
        <translation>{model} 无法计算形状为 {shape} 的输入：{why}</translation>
    </message>
    <message>
        <location filename="medview/engine/pictures.py"/>
        <source>{model} cannot read a picture of shape {shape}.</source>
        <translation>{model} 无法读取形状为 {shape} 的图片。</translation>
    </message>
    <message>
        <location filename="medview/engine/arrays.py"/>
        <source>{model} cannot read an array of shape {shape} and type {type}.</source>
        <translation>{model} 无法读取形状为 {shape}、类型为 {type} 的数组。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <location filename="medview/tasks/planning.py"/>
        <source>{model} cannot read this series. {reasons}</source>
        <translation>{model} 不能读取此序列。{reasons}</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>{model} could answer for no record. {name}: {why}</source>
        <translation>{model} 无法回答任何记录。{name}：{why}</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning.py"/>
        <location filename="medview/training/measuring/pictures.py"/>
        <location filename="medview/training/measuring/sequences.py"/>
        <source>{model} could answer none of the {count} cases.</source>
        <translation>{model} 对 {count} 个病例均未能作答。</translation>
    </message>
    <message>
        <location filename="medview/tasks/analysis.py"/>
        <source>{model} could score no variant. {why}</source>
        <translation>{model} 无法为任何变异评分。{why}</translation>
    </message>
    <message>
        <location filename="medview/engine/aligning/answering.py"/>
        <source>{model} does not align sequences.</source>
        <translation>{model} 不能比对序列。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>{model} does not answer for each letter of a sequence of any length.</source>
        <translation>{model} 不能对任意长度序列的每个字母作出回答。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/subjects.py"/>
        <source>{model} does not find this box on the picture any more.</source>
        <translation>{model} 在该图像上已不再检出此框。</translation>
    </message>
    <message>
        <location filename="medview/tasks/verifying.py"/>
        <source>{model} does not give its golden output here: it is off by {found:.2g}, at most {limit:.2g} may be.</source>
        <translation>{model} 在本机未得到其基准输出：偏差 {found:.2g}，最大允许 {limit:.2g}。</translation>
    </message>
    <message>
        <location filename="medview/tasks/verifying.py"/>
        <source>{model} does not give its golden output here: {found} mL, expected {expected} mL within {limit} mL.</source>
        <translation>{model} 在此处未得到基准输出：得到 {found} mL，预期 {expected} mL，允差 {limit} mL。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/evidence.py"/>
        <source>{model} draws no maps of evidence.</source>
        <translation>{model} 不绘制依据分布图。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/boxes.py"/>
        <source>{model} finds no boxes.</source>
        <translation>{model} 不检出框。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/selftest.py"/>
        <source>{model} finds nothing on its golden input that could be explained.</source>
        <translation>{model} 在其基准输入上未发现任何可解释的内容。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/slices.py"/>
        <source>{model} finds this box on no slice any more.</source>
        <translation>{model} 在任何层面上均已不再检出此框。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>{model} gave an output of shape {shape} for {letters} letters, and not one answer for each.</source>
        <translation>{model} 对 {letters} 个字母给出形状为 {shape} 的输出，而非逐一作答。</translation>
    </message>
    <message>
        <location filename="medview/engine/classification.py"/>
        <source>{model} gave {found} numbers for each image, expected one for each of {count} classes.</source>
        <translation>{model} 对每幅图像给出 {found} 个数值，预期 {count} 个类别各一个。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/evidence.py"/>
        <source>{model} has no class called {name}.</source>
        <translation>{model} 没有名为 {name} 的类别。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/pictures.py"/>
        <location filename="medview/training/measuring/sequences.py"/>
        <source>{model} has no class for the label {labels}: its cases count as none of the classes.</source>
        <translation>{model} 没有标签 {labels} 对应的类别：其病例不计入任何类别。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>{model} is a classical method: its card says how it works, and there is no network to ask why.</source>
        <translation>{model} 是经典方法：其模型卡说明了工作原理，没有可供追问原因的网络。</translation>
    </message>
    <message>
        <location filename="medview/engine/classical/methods.py"/>
        <source>{model} is no classical method.</source>
        <translation>{model} 不是经典方法。</translation>
    </message>
    <message>
        <location filename="medview/cli/signing.py"/>
        <source>{model} is signed by {publisher}, key {key}.</source>
        <translation>{model} 由 {publisher} 签名，密钥为 {key}。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluated.py"/>
        <source>{model} reads no images, so it cannot be evaluated on them.</source>
        <translation>{model} 不读取图像，因此无法在图像上评估。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/reading.py"/>
        <source>{model} reads no nucleotides, and nothing else has a reverse strand.</source>
        <translation>{model} 不读取核苷酸，而其他序列没有反向链。</translation>
    </message>
    <message>
        <location filename="medview/engine/picture_run.py"/>
        <location filename="medview/tasks/importing.py"/>
        <source>{model} reads no pictures.</source>
        <translation>{model} 不读取图片。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/answering.py"/>
        <source>{model} reads no sequences.</source>
        <translation>{model} 不读取序列。</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>{model} reads no texts.</source>
        <translation>{model} 不读取文本。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>{model} reads other sequences than these.</source>
        <translation>{model} 读取的序列与这些不同。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/whole.py"/>
        <source>{model} reads {count} images of one grid at once; a data folder gives one per case.</source>
        <translation>{model} 一次读取同一网格的 {count} 幅图像；数据文件夹中每个病例仅有一幅。</translation>
    </message>
    <message>
        <location filename="medview/tasks/given.py"/>
        <source>{model} reads {count} images of one grid at once; only one was loaded.</source>
        <translation>{model} 同时读取同一网格的 {count} 幅图像；只载入了一幅。</translation>
    </message>
    <message>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>{model} reads {wanted}, not {found}: {records}.</source>
        <translation>{model} 读取{wanted}，不读取{found}：{records}。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>{model} says nothing of splicing: none of its classes is called acceptor and donor.</source>
        <translation>{model} 与剪接无关：其类别中没有名为 acceptor 和 donor 者。</translation>
    </message>
    <message>
        <location filename="medview/cli/substitutions.py"/>
        <location filename="medview/io/sequence_results/substitutions.py"/>
        <source>{model} says nothing of substitutions.</source>
        <translation>{model} 不能评价替换。</translation>
    </message>
    <message>
        <location filename="medview/cli/evaluating.py"/>
        <source>{model} {version}, split {split}: {cases} cases of {groups} groups, {refused} refused, {failed} failed.</source>
        <translation>{model} {version}，数据划分 {split}：{groups} 个组的 {cases} 个病例，拒绝 {refused} 个，失败 {failed} 个。</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>{model}, version {version}, was installed already. {signature}</source>
        <translation>{model}（版本 {version}）此前已安装。{signature}</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>{model}, version {version}, was installed. {signature}</source>
        <translation>{model}（版本 {version}）已安装。{signature}</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>{model}, version {version}, was not installed. {signature}</source>
        <translation>{model}（版本 {version}）未安装。{signature}</translation>
    </message>
    <message>
        <location filename="medview/cli/installing.py"/>
        <source>{model}, version {version}, was removed.</source>
        <translation>{model}（版本 {version}）已移除。</translation>
    </message>
    <message>
        <location filename="medview/cli/models.py"/>
        <source>{model}: intact</source>
        <translation>{model}：完整</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <location filename="medview/tasks/sequence_analysis.py"/>
        <source>{names} and {count} more</source>
        <translation>{names} 及另外 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/planning.py"/>
        <source>{names} names were given for {classes} classes.</source>
        <translation>为 {classes} 个类别给出了 {names} 个名称。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>{name} (found {found}, expected {wanted})</source>
        <translation>{name}（实际为 {found}，预期为 {wanted}）</translation>
    </message>
    <message>
        <location filename="medview/core/stretches.py"/>
        <source>{name} (sum of {count})</source>
        <translation>{name}（{count} 类之和）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_files.py"/>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>{name} cannot be imported: {why}.</source>
        <translation>{name} 无法导入：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>{name} cannot be opened: {why}.</source>
        <translation>无法打开 {name}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>{name} cannot be read as Keras weights: {why}.</source>
        <translation>{name} 无法作为 Keras 权重读取：{why}。</translation>
    </message>
    <message>
        <source>{name} cannot be read as a segmentation ({kind}).</source>
        <translation type="vanished">{name} 无法读取为分割（{kind}）。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>{name} cannot be read as weights: {why}.</source>
        <translation>{name} 无法作为权重读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/streams.py"/>
        <source>{name} cannot be read: its data are shorter than its header says, or damaged.</source>
        <translation>{name} 无法读取：数据短于文件头声明的长度，或已损坏。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <location filename="medview/training/data/sequence_reading.py"/>
        <location filename="medview/training/data/tables.py"/>
        <source>{name} cannot be read: {error}.</source>
        <translation>{name} 无法读取：{error}。</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>{name} cannot be read: {why}.</source>
        <translation>{name} 无法读取：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <source>{name} cannot be unpacked: {why}</source>
        <translation>无法解压 {name}：{why}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/archives.py"/>
        <source>{name} cannot be unpacked: {why}.</source>
        <translation>{name} 无法解包：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequence_results/genbank.py"/>
        <source>{name} cannot be written as GenBank: {reason}</source>
        <translation>{name} 无法写成 GenBank：{reason}</translation>
    </message>
    <message>
        <location filename="medview/tasks/importing.py"/>
        <source>{name} cannot hold these outputs.</source>
        <translation>{name} 无法容纳这些输出。</translation>
    </message>
    <message>
        <location filename="medview/tasks/films.py"/>
        <source>{name} cannot hold this picture.</source>
        <translation>{name} 无法容纳此图片。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/content.py"/>
        <location filename="medview/io/sequences/vcf.py"/>
        <source>{name} changed since it was opened.</source>
        <translation>{name} 在打开后已更改。</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{name} could not be read: {reason}.</source>
        <translation>无法读取 {name}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/entries.py"/>
        <source>{name} declares entities of its own, which are not read.</source>
        <translation>{name} 声明了自己的实体，不予读取。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>{name} does not run on an input of {shapes}: {why}.</source>
        <translation>{name} 无法运行形状为 {shapes} 的输入：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} does not say clearly where its numbers are</source>
        <translation>{name} 未明确说明其数值的位置</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>{name} does not say of which network its weights are (the first is “{first}”, {shape}).</source>
        <translation>{name} 未说明其权重属于哪个网络（第一个为“{first}”，{shape}）。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>{name} ends in no format that can be written.</source>
        <translation>{name} 的扩展名不是可写入的格式。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} has another size than its shape</source>
        <translation>{name} 的大小与其形状不符</translation>
    </message>
    <message>
        <location filename="medview/training/data/tables.py"/>
        <source>{name} has no column that names the files; it has {columns}.</source>
        <translation>{name} 中没有指明文件的列；现有列为 {columns}。</translation>
    </message>
    <message>
        <location filename="medview/io/tags/writing.py"/>
        <source>{name} has no header that MedView knows.</source>
        <translation>{name} 没有 MedView 可识别的文件头。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/baselines.py"/>
        <source>{name} has no mask.</source>
        <translation>{name} 没有掩膜。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} has numbers of an unknown kind</source>
        <translation>{name} 的数值类型未知</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>{name} has {count} letters; from 1 to {most} are aligned.</source>
        <translation>{name} 有 {count} 个字符；可比对 1 至 {most} 个字符。</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/train.py"/>
        <source>{name} has {found} classes, the recipe {expected}.</source>
        <translation>{name} 有 {found} 个类别，方案有 {expected} 个。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/held.py"/>
        <source>{name} has {size} MB; a file of this format is read up to {most} MB.</source>
        <translation>{name} 有 {size} MB；此格式的文件最多读取 {most} MB。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>{name} holds more than one encoder and one predictor.</source>
        <translation>{name} 含有不止一个编码器和一个预测器。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/outlining.py"/>
        <source>{name} holds no COCO file with outlines of its pictures.</source>
        <translation>{name} 中没有含其图像轮廓的 COCO 文件。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/objects.py"/>
        <source>{name} holds no DICOM segmentation together with the images it was drawn on.</source>
        <translation>{name} 中没有 DICOM 分割连同其所勾画的图像。</translation>
    </message>
    <message>
        <source>{name} holds no DICOM segmentation together with the series it was drawn on.</source>
        <translation type="vanished">{name} 中没有与勾画所用序列同在的 DICOM 分割。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>{name} holds no boxes.</source>
        <translation>{name} 中没有框。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>{name} holds no case of the split {split}.</source>
        <translation>{name} 中没有属于数据划分 {split} 的病例。</translation>
    </message>
    <message>
        <location filename="medview/training/evaluation.py"/>
        <source>{name} holds no case that can be used.</source>
        <translation>{name} 中没有可用的病例。</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>{name} holds no case that can be used. {reasons}</source>
        <translation>{name} 中没有可用的病例。{reasons}</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>{name} holds no folder masks/.</source>
        <translation>{name} 中没有文件夹 masks/。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/recognising.py"/>
        <source>{name} holds no labelled cases in a layout MedView knows.</source>
        <translation>{name} 中没有以 MedView 可识别的结构存放的已标注病例。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>{name} holds no labelled sequences.</source>
        <translation>{name} 中没有带标签的序列。</translation>
    </message>
    <message>
        <location filename="medview/training/data/aligned_pairs.py"/>
        <source>{name} holds no pairs of sequences whose alignment is known.</source>
        <translation>{name} 中没有已知比对的序列对。</translation>
    </message>
    <message>
        <location filename="medview/training/data/folders.py"/>
        <source>{name} holds no pictures.</source>
        <translation>{name} 中没有图像。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>{name} holds no sequence that can be used. {reasons}</source>
        <translation>{name} 不含可用的序列。{reasons}</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/source.py"/>
        <source>{name} holds no sequence.</source>
        <translation>{name} 不含序列。</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>{name} holds no sequences.</source>
        <translation>{name} 不含序列。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>{name} holds no weights MedView reads.</source>
        <translation>{name} 中没有 MedView 可读取的权重。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>{name} holds several models.</source>
        <translation>{name} 含有多个模型。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} holds what is no number (NaN or infinite)</source>
        <translation>{name} 含有非数值（NaN 或无穷大）</translation>
    </message>
    <message>
        <location filename="medview/tasks/aligning.py"/>
        <source>{name} holds {count} sequences; {wanted} are needed.</source>
        <translation>{name} 含 {count} 条序列；需要 {wanted} 条。</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>{name} is TorchScript: a program with its weights, and MedView runs no programs.</source>
        <translation>{name} 是 TorchScript：带权重的程序，而 MedView 不运行程序。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/pairs.py"/>
        <source>{name} is a damaged alignment of two sequences: {why}.</source>
        <translation>{name} 是已损坏的两条序列比对文件：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/splice_files.py"/>
        <source>{name} is another file than was analysed.</source>
        <translation>{name} 与分析时的文件不同。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/sizes.py"/>
        <source>{name} is declared as {shape}, which no computer holds</source>
        <translation>{name} 声明为 {shape}，任何计算机都无法容纳</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>{name} is empty.</source>
        <translation>{name} 为空。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>{name} is neither the encoder nor the predictor of a chemical autoencoder: {why}.</source>
        <translation>{name} 既不是化学自编码器的编码器，也不是其预测器：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/data/boxes.py"/>
        <source>{name} is no COCO file with boxes ({kind}: {error}).</source>
        <translation>{name} 不是带框的 COCO 文件（{kind}：{error}）。</translation>
    </message>
    <message>
        <location filename="medview/training/data/outlines.py"/>
        <source>{name} is no COCO file with outlines ({kind}: {error}).</source>
        <translation>{name} 不是带轮廓的 COCO 文件（{kind}：{error}）。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx.py"/>
        <source>{name} is no ONNX file.</source>
        <translation>{name} 不是 ONNX 文件。</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>{name} is no STL, OBJ or PLY file.</source>
        <translation>{name} 不是 STL、OBJ 或 PLY 文件。</translation>
    </message>
    <message>
        <location filename="medview/tasks/splicing.py"/>
        <source>{name} is no file of variants.</source>
        <translation>{name} 不是变异文件。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_items.py"/>
        <source>{name} is no manifest of a batch: {why}.</source>
        <translation>{name} 不是批处理清单：{why}。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>{name} is no model MedView reads.</source>
        <translation>{name} 不是 MedView 可读取的模型。</translation>
    </message>
    <message>
        <location filename="medview/core/strict_json.py"/>
        <source>{name} is no number</source>
        <translation>{name} 不是数值</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>{name} is not a known kind of sequence file.</source>
        <translation>{name} 不是已知的序列文件类型。</translation>
    </message>
    <message>
        <location filename="medview/io/formats/volumes.py"/>
        <source>{name} is not a single volume.</source>
        <translation>{name} 不是单个体数据。</translation>
    </message>
    <message>
        <location filename="medview/catalog/archive.py"/>
        <source>{name} is not installed: {why}.</source>
        <translation>{name} 未安装：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/inspecting.py"/>
        <location filename="medview/training/preparing/objects.py"/>
        <source>{name} is not laid out for this kind of training.</source>
        <translation>{name} 的结构不适用于此类训练。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>{name} is not text, so it holds no sequences.</source>
        <translation>{name} 不是文本，因此不含序列。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/pytorch.py"/>
        <source>{name} is of another network than {first}; they are no folds of one model.</source>
        <translation>{name} 与 {first} 属于不同的网络；它们不是同一模型的各折。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} is refused as an ONNX file: {why}.</source>
        <translation>{name} 作为 ONNX 文件被拒绝：{why}。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>{name} is text in UTF-16.</source>
        <translation>{name} 是 UTF-16 文本。</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/recognising.py"/>
        <source>{name} is {what}.</source>
        <translation>{name} 是{what}。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/pictures.py"/>
        <source>{name} names no splits, so none can be chosen.</source>
        <translation>{name} 未指明数据划分，因此无法选择。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/checks.py"/>
        <source>{name} reaches beyond the end of {file}</source>
        <translation>{name} 超出 {file} 的末尾</translation>
    </message>
    <message>
        <location filename="medview/training/sequences/train.py"/>
        <source>{name} reads sequences by another network than the recipe.</source>
        <translation>{name} 读取序列所用的网络与方案不同。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_probe.py"/>
        <source>{name} runs on no input of the shapes that were tried. {why}</source>
        <translation>{name} 不能运行所尝试的任何形状的输入。{why}</translation>
    </message>
    <message>
        <location filename="medview/training/data/reading.py"/>
        <source>{name} states no classes.</source>
        <translation>{name} 未说明类别。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/network.py"/>
        <source>{name} takes {inputs} and gives {outputs}, which its package does not state so.</source>
        <translation>{name} 的输入为 {inputs}，输出为 {outputs}，与其模型包所述不符。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>{name} was stopped: it asks for more memory than the {gigabytes:.1f} GB a model may take here now.</source>
        <translation>{name} 已被停止：其所需内存超过模型目前在此可用的 {gigabytes:.1f} GB。</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/session.py"/>
        <source>{name} was stopped: it did not end within {seconds:.0f} s.</source>
        <translation>{name} 已被停止：它在 {seconds:.0f} 秒内没有结束。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_detectors.py"/>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>{name} with {count} classes</source>
        <translation>{name}，{count} 个类别</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/onnx_families.py"/>
        <source>{name} with {count} outputs</source>
        <translation>{name}，{count} 个输出</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>{name} would run code ({what}) to be read; MedView reads weights only and ran nothing of it.</source>
        <translation>读取 {name} 会运行代码（{what}）；MedView 只读取权重，未运行其中任何内容。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/tuning.py"/>
        <source>{name}, fine-tuned</source>
        <translation>{name}（微调）</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>{name}, {count} set(s) of weights</source>
        <translation>{name}，{count} 组权重</translation>
    </message>
    <message>
        <location filename="medview/report/pictures.py"/>
        <source>{name}: slices through the region's centre, {mm:.0f} mm wide, reformatted.</source>
        <translation>{name}：经区域中心的层面，宽 {mm:.0f} mm，重组图像。</translation>
    </message>
    <message>
        <location filename="medview/io/half.py"/>
        <source>{name}: voxels of {drawn} mm instead of {stored} mm, to fit {budget:.0f} MB</source>
        <translation>{name}：体素为 {drawn} mm 而非 {stored} mm，以适应 {budget:.0f} MB</translation>
    </message>
    <message>
        <location filename="medview/engine/segmentation.py"/>
        <source>{name}: {reason}</source>
        <translation>{name}：{reason}</translation>
    </message>
    <message>
        <location filename="medview/core/measured_text.py"/>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <location filename="medview/core/measured_table.py"/>
        <source>{name}: {value} ({number} of {count})</source>
        <translation>{name}：{value}（第 {number} 个，共 {count} 个）</translation>
    </message>
    <message>
        <location filename="medview/io/sequences/alignments.py"/>
        <source>{name}: {why}</source>
        <translation>{name}：{why}</translation>
    </message>
    <message>
        <location filename="medview/cli/batch_running.py"/>
        <source>{number} of {count}: {note}</source>
        <translation>{number}/{count}：{note}</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>{n} AI findings were not reviewed and are left out.</source>
        <translation>有 {n} 个人工智能发现未审阅，已省略。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>{n} AI findings were rejected by the reader.</source>
        <translation>有 {n} 个人工智能发现被审阅者拒绝。</translation>
    </message>
    <message>
        <location filename="medview/report/report.py"/>
        <source>{n} findings were added by the reader; the model has none there.</source>
        <translation>有 {n} 个发现由审阅者添加；模型在这些位置没有发现。</translation>
    </message>
    <message>
        <location filename="medview/cli/inspect.py"/>
        <source>{objects} objects in {series} series, {refused} of them refused; {skipped} files skipped.</source>
        <translation>{series} 个序列中有 {objects} 个对象，其中 {refused} 个被拒绝；跳过 {skipped} 个文件。</translation>
    </message>
    <message>
        <location filename="medview/report/paired.py"/>
        <source>{one} and {other}: columns {first:,} to {last:,} of {count:,}.</source>
        <translation>{one} 与 {other}：第 {first:,} 至 {last:,} 列，共 {count:,} 列。</translation>
    </message>
    <message>
        <source>{other} of {compared} variants replace letters that {name} does not have there.</source>
        <translation type="vanished">{compared} 个变异中有 {other} 个所替换的字母与 {name} 在该处的字母不符。</translation>
    </message>
    <message>
        <location filename="medview/cli/align.py"/>
        <source>{paired} pairs of letters, {same} of the same, {right} expected to be right; scored by {by}.</source>
        <translation>{paired} 对字符，其中 {same} 对相同，预计 {right} 对正确；评分依据：{by}。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/encapsulation.py"/>
        <source>{parts} parts of compressed pixels cannot be assigned to {frames} frames.</source>
        <translation>{parts} 段压缩像素无法分配给 {frames} 帧。</translation>
    </message>
    <message>
        <location filename="medview/io/plain.py"/>
        <source>{path} cannot be opened.</source>
        <translation>{path} 无法打开。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>{path} cannot be read.</source>
        <translation>{path} 无法读取。</translation>
    </message>
    <message>
        <location filename="medview/core/files.py"/>
        <source>{path} could not be locked: {reason}.</source>
        <translation>{path} 无法锁定：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <location filename="medview/catalog/signing.py"/>
        <location filename="medview/core/files.py"/>
        <source>{path} could not be written: {reason}.</source>
        <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/io/atomic.py"/>
        <source>{path} could not be written: {why}.</source>
        <translation>无法写入 {path}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/cli/registering.py"/>
        <source>{path} holds several volumes.</source>
        <translation>{path} 含有多个体数据。</translation>
    </message>
    <message>
        <location filename="medview/io/sources.py"/>
        <source>{path} is neither a file nor a folder.</source>
        <translation>{path} 既不是文件也不是文件夹。</translation>
    </message>
    <message>
        <location filename="medview/catalog/signing.py"/>
        <source>{path} is there already, and keys are never written over.</source>
        <translation>{path} 已存在，密钥绝不会被覆盖。</translation>
    </message>
    <message>
        <location filename="medview/io/atomic.py"/>
        <source>{path} may not be written.</source>
        <translation>不允许写入 {path}。</translation>
    </message>
    <message>
        <location filename="medview/cli/film.py"/>
        <source>{path}: {count} pictures.</source>
        <translation>{path}：{count} 幅图像。</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>{path}: {shapes}, {seconds:.1f} s</source>
        <translation>{path}：{shapes}，{seconds:.1f} s</translation>
    </message>
    <message>
        <location filename="medview/cli/importing.py"/>
        <source>{place} is not a JSON object.</source>
        <translation>{place} 不是 JSON 对象。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/targets.py"/>
        <source>{place}, which is no list of transforms</source>
        <translation>{place}，它不是变换列表</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/targets.py"/>
        <source>{place}, which is no plain value</source>
        <translation>{place}，它不是普通值</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>{plane} oblique</source>
        <translation>{plane}斜位</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/aligning_programs.py"/>
        <source>{program} could not align a family: {why}</source>
        <translation>{program} 无法比对一个家族：{why}</translation>
    </message>
    <message>
        <location filename="medview/io/correction.py"/>
        <source>{reason} Resampled to an upright grid of {spacing:.2f} mm.</source>
        <translation>{reason}已重采样为 {spacing:.2f} mm 的正交网格。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>{record}: letters {letters}.</source>
        <translation>{record}：字母 {letters}。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>{record}: letters {letters}; what nobody has decided on is hatched.</source>
        <translation>{record}：字母 {letters}；尚无人决定的以斜线填充。</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>{record}: probability of each class; the line across a bar is the threshold from which on it counts.</source>
        <translation>{record}：各类别的概率；条形上的竖线是计为阳性的阈值。</translation>
    </message>
    <message>
        <source>{record}: {question} {note}</source>
        <translation type="vanished">{record}：{question} {note}</translation>
    </message>
    <message>
        <location filename="medview/report/along.py"/>
        <source>{record}: {question}. {note}</source>
        <translation>{record}：{question}。{note}</translation>
    </message>
    <message>
        <location filename="medview/io/objects/content_items.py"/>
        <source>{rows} rows, {columns} columns</source>
        <translation>{rows} 行，{columns} 列</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>{rows}×{columns} pixels</source>
        <translation>{rows}×{columns} 像素</translation>
    </message>
    <message>
        <location filename="medview/io/index/parts.py"/>
        <source>{rows}×{columns} pixels of {allocated} bits, {stored} of them used, make no volume.</source>
        <translation>{rows}×{columns} 像素、分配 {allocated} 位、使用 {stored} 位，不能构成体数据。</translation>
    </message>
    <message>
        <location filename="medview/report/paired.py"/>
        <source>{same} stands between the same letter twice, {others} between two others. Columns are shaded by how probable they are to be right, from dark (0) to blue (1); a line marks those below {limit:g}.</source>
        <translation>{same} 位于两个相同字母之间，{others} 位于两个不同字母之间。各列按正确的概率着色，从深色（0）到蓝色（1）；低于 {limit:g} 的列以线标记。</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>{samples} samples per pixel of {photometric}</source>
        <translation>每像素 {samples} 个样本的 {photometric}</translation>
    </message>
    <message>
        <location filename="medview/report/wording.py"/>
        <source>{score:.2f} at {place:+d} bp</source>
        <translation>{score:.2f}，位于 {place:+d} bp</translation>
    </message>
    <message>
        <location filename="medview/engine/telling.py"/>
        <source>{score:.3f} at {x0:.1f}, {y0:.1f} to {x1:.1f}, {y1:.1f}</source>
        <translation>{score:.3f}，位置 {x0:.1f}, {y0:.1f} 至 {x1:.1f}, {y1:.1f}</translation>
    </message>
    <message>
        <location filename="medview/cli/variants.py"/>
        <source>{scored} effects of variants scored, {left_out} lines or alternatives left out.</source>
        <translation>已为 {scored} 项变异影响评分，{left_out} 行或替代序列被略去。</translation>
    </message>
    <message>
        <location filename="medview/cli/substitutions.py"/>
        <source>{scored} substitutions scored, {left_out} left out.</source>
        <translation>已评分 {scored} 个替换，略去 {left_out} 个。</translation>
    </message>
    <message>
        <location filename="medview/cli/batch.py"/>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f} s</translation>
    </message>
    <message>
        <location filename="medview/io/objects/documents.py"/>
        <source>{shown} of its {count} pages are shown; the whole document was unpacked.</source>
        <translation>显示其 {count} 页中的 {shown} 页；整个文档已解压。</translation>
    </message>
    <message>
        <location filename="medview/io/index/splitting.py"/>
        <source>{spacing} mm pixels</source>
        <translation>像素 {spacing} mm</translation>
    </message>
    <message>
        <location filename="medview/cli/train.py"/>
        <source>{split} (divided by MedView, groups kept whole)</source>
        <translation>{split}（由 MedView 划分，各组保持完整）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/nnunet_network.py"/>
        <source>{stages} stages with lists of {lengths}</source>
        <translation>{stages} 个阶段，而列表长度为 {lengths}</translation>
    </message>
    <message>
        <location filename="medview/io/pixels/format.py"/>
        <source>{stored} bits stored up to bit {high}</source>
        <translation>存储 {stored} 位，最高位为第 {high} 位</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>{stored} numbers that stand for {count}</source>
        <translation>{stored} 个数被当作 {count} 个</translation>
    </message>
    <message>
        <source>{subset}, refusals: {refusals}</source>
        <translation type="vanished">{subset}，拒绝的处理：{refusals}</translation>
    </message>
    <message>
        <location filename="medview/cli/evaluating.py"/>
        <location filename="medview/training/measuring/document.py"/>
        <source>{subset}: {way}</source>
        <translation>{subset}：{way}</translation>
    </message>
    <message>
        <location filename="medview/cli/surfaces.py"/>
        <source>{text} is no list of labels.</source>
        <translation>{text} 不是标签列表。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/scaling.py"/>
        <source>{transform} over all channels together (channel_wise=False)</source>
        <translation>对所有通道一并使用 {transform}（channel_wise=False）</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/scaling.py"/>
        <source>{transform} with {arguments}, coming after {before}</source>
        <translation>带参数 {arguments} 的 {transform}，其前为 {before}</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/transform.py"/>
        <source>{transform}: {why}</source>
        <translation>{transform}：{why}</translation>
    </message>
    <message>
        <location filename="medview/catalog/fetching.py"/>
        <source>{url} is not downloaded: {why}.</source>
        <translation>不下载 {url}：{why}。</translation>
    </message>
    <message>
        <location filename="medview/training/measuring/drawing.py"/>
        <source>{value} ({low} to {high})</source>
        <translation>{value}（{low} 至 {high}）</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} is no Patient Orientation, such as {example}</source>
        <translation>{value} 不是患者方位（例如 {example}）</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} is no number from {low:g} to {high:g}</source>
        <translation>{value} 不是 {low:g} 至 {high:g} 的数值</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} is no {kind}</source>
        <translation>{value} 不是{kind}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} is none of {choices}</source>
        <translation>{value} 不是以下之一：{choices}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} stands where […] is expected</source>
        <translation>应为 […] 处出现了 {value}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>{value} stands where {{…}} is expected</source>
        <translation>应为 {{…}} 处出现了 {value}</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>{what} is not stated</source>
        <translation>未注明{what}</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/drawn.py"/>
        <source>{what} overlap in {count} voxels, where a label map has one class each.</source>
        <translation>{what}在 {count} 个体素处重叠，而标签图的每个体素只能有一个类别。</translation>
    </message>
    <message>
        <location filename="medview/io/suv.py"/>
        <source>{when} cannot be meant</source>
        <translation>{when}，不合理</translation>
    </message>
    <message>
        <location filename="medview/io/archives.py"/>
        <source>{why}.</source>
        <translation>{why}。</translation>
    </message>
    <message>
        <location filename="medview/cli/convert.py"/>
        <source>{written} series written, {left_out} left out.</source>
        <translation>已写入 {written} 个序列，省略 {left_out} 个。</translation>
    </message>
    <message>
        <location filename="medview/engine/sequences/splicing.py"/>
        <source>“{alternative}” is no letters but a symbol.</source>
        <translation>“{alternative}”不是字母，而是符号。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <source>“{finding}” cannot be explained by a method called {name}.</source>
        <translation>“{finding}”不能用名为 {name} 的方法解释。</translation>
    </message>
    <message>
        <location filename="medview/engine/explaining/telling.py"/>
        <source>“{finding}” cannot be explained: no score of the network stands for it.</source>
        <translation>“{finding}”无法解释：网络中没有与之对应的得分。</translation>
    </message>
    <message>
        <location filename="medview/tasks/explaining.py"/>
        <source>“{finding}” is made of several places, and none of them alone stands for it.</source>
        <translation>“{finding}”由多个位置组成，其中任何一个都不能单独代表它。</translation>
    </message>
    <message>
        <location filename="medview/tasks/evidence.py"/>
        <source>“{finding}” is no curve.</source>
        <translation>“{finding}”不是曲线。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/wishes.py"/>
        <source>“{id}” cannot be the identifier of a model.</source>
        <translation>“{id}”不能用作模型的标识符。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/recognise.py"/>
        <source>“{id}” is no identifier of a model.</source>
        <translation>“{id}”不是有效的模型标识符。</translation>
    </message>
    <message>
        <location filename="medview/engine/networks/limits.py"/>
        <source>“{name}” is beyond what MedView builds: {found}</source>
        <translation>“{name}”超出 MedView 能构建的范围：{found}</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>“{name}” is missing</source>
        <translation>缺少“{name}”</translation>
    </message>
    <message>
        <location filename="medview/session/hanging_json.py"/>
        <source>“{name}” is named twice</source>
        <translation>“{name}”重复命名</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>“{name}” is no plain array of numbers in it</source>
        <translation>“{name}”在其中不是普通的数值数组</translation>
    </message>
    <message>
        <location filename="medview/engine/weights.py"/>
        <source>“{name}” is no plain weight: found {found}, expected dense floating-point numbers.</source>
        <translation>“{name}”不是普通权重：得到 {found}，应为稠密的浮点数。</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/keras.py"/>
        <source>“{name}” normalises nothing</source>
        <translation>“{name}”未归一化任何层</translation>
    </message>
    <message>
        <location filename="medview/engine/onnx/sizes.py"/>
        <source>“{name}” of the operation {operation} is {shape}, which no computer holds</source>
        <translation>算子 {operation} 的“{name}”为 {shape}，任何计算机都无法容纳</translation>
    </message>
    <message>
        <location filename="medview/engine/importing/hdf5.py"/>
        <source>“{name}” points elsewhere</source>
        <translation>“{name}”指向别处</translation>
    </message>
    <message>
        <location filename="medview/training/data/sequence_reading.py"/>
        <source>“{pattern}” does not say where the group stands in a name.</source>
        <translation>“{pattern}”没有说明组位于名称中的何处。</translation>
    </message>
    <message>
        <location filename="medview/engine/letters.py"/>
        <source>“{text}” has {count} letters; the model reads {length} at most.</source>
        <translation>“{text}”有 {count} 个字符；模型最多读取 {length} 个。</translation>
    </message>
    <message>
        <location filename="medview/training/preparing/sequences.py"/>
        <source>“{what}” labels no two classes of sequences in {name}.</source>
        <translation>“{what}”在 {name} 中未能标注出两类序列。</translation>
    </message>
</context>
<context>
    <name>model_card</name>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Along longer sequences</source>
        <translation>沿较长序列</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Cases</source>
        <translation>病例数</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Imported from</source>
        <translation>导入自</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Intended use</source>
        <translation>预期用途</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Intervals</source>
        <translation>区间</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Known failures</source>
        <translation>已知失效情形</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Measured</source>
        <translation>实测性能</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Not supported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>On</source>
        <translation type="vanished">启用</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Prior of a scan, for each place of one strand: {rarity} ({source}).</source>
        <translation>扫描的先验（单链每个位置）：{rarity}（{source}）。</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Says</source>
        <translation>输出标签</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Value (95 % interval)</source>
        <translation>数值（95 % 区间）</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Values come with intervals meant to hold the true value in {percent:.0f} % of cases.</source>
        <translation>给出的区间旨在 {percent:.0f} % 的病例中包含真实值。</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>Weights' licence</source>
        <translation>权重的许可证</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>held out (test)</source>
        <translation>保留集（test）</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>held out (val)</source>
        <translation>保留集（val）</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>how far stated probabilities are from how often they come true; 0 is best</source>
        <translation>所述概率与实际频率的差距；0 为最佳</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>how well true cases are ranked above others; 0.5 is chance, 1 is best</source>
        <translation>真实病例排在其他病例之前的程度；0.5 为随机，1 为最佳</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>of precision and sensitivity together; 1 is best</source>
        <translation>综合精确率与灵敏度；1 为最佳</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>precision over all thresholds; chance is the part of true cases, 1 is best</source>
        <translation>所有阈值上的精确率；随机水平为真实病例的比例，1 为最佳</translation>
    </message>
    <message>
        <location filename="medview/views/review/model_card.py"/>
        <source>{count} cases</source>
        <translation>{count} 例</translation>
    </message>
</context>
<context>
    <name>original</name>
    <message>
        <location filename="medview/views/output/original.py"/>
        <source>Black is {low}{unit}, white (65535) is {high}{unit}.</source>
        <translation>黑色为 {low}{unit}，白色（65535）为 {high}{unit}。</translation>
    </message>
</context>
<context>
    <name>overlaid</name>
    <message>
        <location filename="medview/views/pictures/overlaid.py"/>
        <source>Value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>palette</name>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Analyse with {model}</source>
        <translation>用 {model} 分析</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Hang by “{protocol}”</source>
        <translation>按“{protocol}”挂片</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Hanging protocol</source>
        <translation>挂片协议</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Open a study first.</source>
        <translation>请先打开检查。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>Series, open</source>
        <translation>序列，已打开</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>There is nothing to do this to in what is open.</source>
        <translation>已打开的内容中没有可执行此操作的对象。</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>{count} viewports</source>
        <translation>{count} 个视口</translation>
    </message>
    <message>
        <location filename="medview/views/assistance/palette_entries.py"/>
        <source>{rows} × {columns} viewports</source>
        <translation>{rows} × {columns} 个视口</translation>
    </message>
</context>
<context>
    <name>paper</name>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>100 mm: measure it; printers may scale the page.</source>
        <translation>100 mm：请测量核对；打印机可能缩放页面。</translation>
    </message>
    <message>
        <location filename="medview/views/output/paper.py"/>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
</context>
<context>
    <name>plan</name>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Apple graphics processor</source>
        <translation>Apple 图形处理器</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Each is seen {count} times, by several networks or flipped, and averaged.</source>
        <translation>每处推理 {count} 次（多个网络或镜像翻转），并取平均。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Graphics processor</source>
        <translation>图形处理器</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>It is computed on: {device}, in {precision}.</source>
        <translation>计算设备：{device}，精度 {precision}。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Sums are kept in {kind} for {count} planes at a time.</source>
        <translation>滑窗累加值以 {kind} 保存，每次 {count} 个层面。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>The network is compiled for this processor.</source>
        <translation>网络针对此处理器编译。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>The network sees the whole image at once.</source>
        <translation>网络一次读取整幅图像。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>Windows of {patch} voxels, overlapping by {percent} %, {batch} at once: {count} in all.</source>
        <translation>滑窗大小 {patch} 体素，重叠 {percent}%，每次 {batch} 个，共 {count} 个。</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>about {memory} of memory</source>
        <translation>约需内存 {memory}</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>{count} windows</source>
        <translation>{count} 个滑窗</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>{size:.1f} GB</source>
        <translation>{size:.1f} GB</translation>
    </message>
    <message>
        <location filename="medview/views/review/plan_line.py"/>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
</context>
<context>
    <name>planes</name>
    <message>
        <location filename="medview/views/planes/hand.py"/>
        <source>Plane turned</source>
        <translation>旋转平面</translation>
    </message>
    <message>
        <location filename="medview/views/planes/fitting.py"/>
        <source>Planes reset</source>
        <translation>重置平面</translation>
    </message>
    <message>
        <location filename="medview/views/planes/fitting.py"/>
        <source>Slab changed</source>
        <translation>更改厚层</translation>
    </message>
    <message>
        <location filename="medview/views/planes/fitting.py"/>
        <location filename="medview/views/planes/hand.py"/>
        <source>Slab made thicker or thinner</source>
        <translation>加厚或减薄厚层</translation>
    </message>
    <message>
        <location filename="medview/views/planes/hand.py"/>
        <source>{angle}°</source>
        <translation>{angle}°</translation>
    </message>
    <message>
        <location filename="medview/views/planes/hand.py"/>
        <source>{thickness} mm</source>
        <translation>{thickness} mm</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <location filename="medview/views/review/progress.py"/>
        <source> › </source>
        <translation> › </translation>
    </message>
</context>
<context>
    <name>reading</name>
    <message>
        <location filename="medview/views/viewport/probe.py"/>
        <source>Column {column}, row {row}</source>
        <translation>第 {column} 列，第 {row} 行</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/probe.py"/>
        <source>Not a finite number</source>
        <translation>不是有限数</translation>
    </message>
    <message>
        <location filename="medview/views/viewport/probe.py"/>
        <source>Red {0}, green {1}, blue {2}</source>
        <translation>红 {0}，绿 {1}，蓝 {2}</translation>
    </message>
</context>
<context>
    <name>registering</name>
    <message>
        <location filename="medview/views/fusion/registering.py"/>
        <source>Register {moving} with {fixed}</source>
        <translation>将 {moving} 与 {fixed} 配准</translation>
    </message>
    <message>
        <location filename="medview/views/fusion/registering.py"/>
        <source>Registration accepted</source>
        <translation>接受配准</translation>
    </message>
</context>
<context>
    <name>resulted</name>
    <message>
        <location filename="medview/views/pictures/resulted.py"/>
        <source>AI result</source>
        <translation>人工智能结果</translation>
    </message>
</context>
<context>
    <name>scene</name>
    <message>
        <location filename="medview/views/pictures/scene.py"/>
        <source>AI result, not finished</source>
        <translation>人工智能结果，未完成</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/scene.py"/>
        <source>AI result, not reviewed</source>
        <translation>人工智能结果，未审阅</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/scene.py"/>
        <source>Outside what this model knows</source>
        <translation>超出此模型的适用范围</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/scene.py"/>
        <source>Prior</source>
        <translation>既往检查</translation>
    </message>
    <message>
        <location filename="medview/views/pictures/scene.py"/>
        <source>Template, not a patient</source>
        <translation>模板，并非患者</translation>
    </message>
</context>
<context>
    <name>sequences</name>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source> bp</source>
        <translation> bp</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>&amp;Align</source>
        <translation>比对(&amp;A)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>&amp;Distance</source>
        <translation>距离(&amp;D)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>&amp;File…</source>
        <translation>文件(&amp;F)…</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>&amp;First: file</source>
        <translation>第一条：文件(&amp;F)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>&amp;Method</source>
        <translation>方法(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>&amp;Predict</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>&amp;Second: file</source>
        <translation>第二条：文件(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>&amp;Sequences</source>
        <translation>生物序列(&amp;S)</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>1 record</source>
        <translation>1 条记录</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/letters_band.py"/>
        <source>3′ ← 5′</source>
        <translation>3′ ← 5′</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/letters_band.py"/>
        <source>5′ → 3′</source>
        <translation>5′ → 3′</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>&gt;{alternative} could not be scored: {reason}</source>
        <translation>&gt;{alternative} 无法评分：{reason}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>A file with the second sequence</source>
        <translation>含第二条序列的文件</translation>
    </message>
    <message>
        <source>A position or an interval, counted from 1: 1000, 1000-2000 or 1000+50</source>
        <translation type="vanished">位置或区间，从 1 开始计数：1000、1000-2000 或 1000+50</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>A position or an interval, counted from 1: 1000, 1000-2000 or 1000+50; or the name of a gene</source>
        <translation>位置或区间，从 1 开始计数：1000、1000-2000 或 1000+50；也可输入基因名称</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/copying.py"/>
        <source>A protein has no other strand.</source>
        <translation>蛋白质没有另一条链。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Accepted by {who}, {time}.</source>
        <translation>{who} 已接受，{time}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Acceptor gain</source>
        <translation>受体增益</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Acceptor loss</source>
        <translation>受体丧失</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Add finding</source>
        <translation>添加发现</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Align two sequences</source>
        <translation>比对两条序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Align with a record of another file</source>
        <translation>与另一文件的记录比对</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <source>Alignment</source>
        <translation>比对</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <source>Alignment {name}, {rows} rows, {columns} columns</source>
        <translation>比对 {name}，{rows} 行，{columns} 列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>All letters</source>
        <translation>全部字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Ambiguity codes</source>
        <translation>简并代码</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Another fi&amp;le…</source>
        <translation>其他文件(&amp;L)…</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>BLOSUM62, gap −{0:g}, each further letter −{1:g}</source>
        <translation>BLOSUM62，空位 −{0:g}，每延长一个字母 −{1:g}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Bases</source>
        <translation>碱基</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Both</source>
        <translation>双链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Both sequences are the same record.</source>
        <translation>两条序列是同一条记录。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Both strands</source>
        <translation>两条链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Change</source>
        <translation>改变</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Change class</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Choose another file of sequences</source>
        <translation>选择另一个序列文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Choose another one as the second.</source>
        <translation>请另选一条作为第二条。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Choose the file they were called on</source>
        <translation>选择检出变异所用的文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Circular</source>
        <translation>环状</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Click one in the record or in the list.</source>
        <translation>请在记录或列表中点击一个发现。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Clustal</source>
        <translation>Clustal</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Clustal (*.aln)</source>
        <translation>Clustal (*.aln)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Colours of letters</source>
        <translation>字母颜色</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_head.py"/>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>Column {number}</source>
        <translation>第 {number} 列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_map.py"/>
        <source>Column {number}, probability that it is right {value:.2f}</source>
        <translation>第 {number} 列，正确的概率 {value:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Columns with their probabilities (*.csv)</source>
        <translation>各列及其概率 (*.csv)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Columns {interval}: mean {value:.2f}</source>
        <translation>第 {interval} 列：平均 {value:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Columns, gaps within</source>
        <translation>列数（含空位）</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_head.py"/>
        <source>Consensus</source>
        <translation>共有序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_head.py"/>
        <source>Conservation</source>
        <translation>保守性</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy as FASTA</source>
        <translation>复制为 FASTA</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/copying.py"/>
        <source>Copy its letters as they are.</source>
        <translation>请按原样复制其字母。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy reverse</source>
        <translation>复制反向互补</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy reverse complement</source>
        <translation>复制反向互补序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>Copy the selected rows and columns as FASTA (Ctrl+C)</source>
        <translation>将所选行和列复制为 FASTA (Ctrl+C)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy the selection as FASTA (Ctrl+C)</source>
        <translation>将所选部分复制为 FASTA (Ctrl+C)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Copy the selection's reverse complement (Ctrl+Shift+C)</source>
        <translation>复制所选部分的反向互补序列 (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/bounds_bar.py"/>
        <source>Counted from 1; both ends are within. Enter moves the finding there.</source>
        <translation>从 1 开始计数，包含两端。按 Enter 将发现移至该处。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_model.py"/>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>Differences from the consensus</source>
        <translation>与共有序列的差异</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>Differences from the first row</source>
        <translation>与第一行的差异</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Donor gain</source>
        <translation>供体增益</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Donor loss</source>
        <translation>供体丧失</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Doubtful stretches</source>
        <translation>存疑的区段</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Doubtful, below {limit:g}: {columns} columns in {count} stretches.</source>
        <translation>存疑（低于 {limit:g}）：{columns} 列，分为 {count} 段。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/copying.py"/>
        <source>Drag over letters, or move with Shift and the arrow keys; then copy them.</source>
        <translation>请在字母上拖动，或按住 Shift 用方向键移动；然后复制。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Drag over letters, or move with Shift and the arrow keys; then say what they are.</source>
        <translation>在字母上拖动，或按住 Shift 用方向键选择；然后指明其内容。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Encoding of qualities</source>
        <translation>质量值的编码</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Every column is given the probability that it is right; no person has checked it.</source>
        <translation>每一列都给出其正确的概率；未经人工核对。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_findings.py"/>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Expected to be right: {right:.1f} of {paired} pairs of letters.</source>
        <translation>预期正确：{paired} 对字母中的 {right:.1f} 对。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>FASTA (*.fasta)</source>
        <translation>FASTA (*.fasta)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>FASTA, or GenBank or EMBL with genes, which are then scored on their strand</source>
        <translation>FASTA，或带基因的 GenBank 或 EMBL；基因按其所在链评分</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/features_band.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Fi&amp;rst: record</source>
        <translation>第一条：记录(&amp;R)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>File of the first sequence</source>
        <translation>第一条序列的文件</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>File of the second sequence</source>
        <translation>第二条序列的文件</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>Filter by name or description</source>
        <translation>按名称或描述筛选</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>Filter records</source>
        <translation>筛选记录</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>Filtering …</source>
        <translation>正在筛选…</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Find GAATTC</source>
        <translation>查找 GAATTC</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Find KDEL</source>
        <translation>查找 KDEL</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/spans_band.py"/>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>First sequence</source>
        <translation>第一条序列</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Former match (Shift+F3)</source>
        <translation>上一个匹配 (Shift+F3)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Forward</source>
        <translation>正链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/hits_band.py"/>
        <source>Found</source>
        <translation>匹配</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/frames_band.py"/>
        <source>Frames</source>
        <translation>阅读框</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>From end to end</source>
        <translation>从头到尾</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>From end to end, overhanging ends free</source>
        <translation>从头到尾，末端悬出不计分</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/bounds_bar.py"/>
        <source>From letter</source>
        <translation>从字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/plot_bands.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>GC content</source>
        <translation>GC 含量</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/plot_bands.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>GC skew</source>
        <translation>GC 偏移</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>GC {part:.1f} %</source>
        <translation>GC {part:.1f} %</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Gains and losses of splice sites, for research: nobody has reviewed what a model predicts.</source>
        <translation>剪接位点的获得与丢失，供研究使用：模型的预测未经任何人复核。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Gains of annotated sites and losses of others count as nothing; it needs genes</source>
        <translation>已注释位点的获得与其他位点的丢失不计；需要基因注释</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Gene</source>
        <translation>基因</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Genetic code</source>
        <translation>遗传密码</translation>
    </message>
    <message>
        <source>Go to 1,000–2,000</source>
        <translation type="vanished">转到 1,000–2,000</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Go to 1,000–2,000 or a gene</source>
        <translation>转到 1,000–2,000 或某个基因</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Greatest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Groups of amino acids</source>
        <translation>氨基酸分组</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Hide this class</source>
        <translation>隐藏此类别</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>How far from a variant sites are looked at</source>
        <translation>在距变异多远的范围内查看位点</translation>
    </message>
    <message>
        <source>How far from a variant sites are looked at, letters</source>
        <translation type="vanished">在变异多远范围内查看位点（字母数）</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>How many records are listed</source>
        <translation>列出的记录数</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_list.py"/>
        <source>How many variants are listed</source>
        <translation>列出的变异数</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>How the pattern is meant</source>
        <translation>模式的含义</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Hydrophobicity</source>
        <translation>疏水性</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_head.py"/>
        <source>Identity</source>
        <translation>一致性</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Identity: {same} of {paired} pairs of letters ({part:.1f} %).</source>
        <translation>一致：{paired} 对字母中的 {same} 对（{part:.1f} %）。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Leave out what the annotation expects</source>
        <translation>略去注释已预期的变化</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_model.py"/>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/bounds_bar.py"/>
        <source>Let the finding begin and end at these letters (Enter)</source>
        <translation>使发现始于并止于这些字母（Enter）</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/letters_band.py"/>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Look at the reverse complement too</source>
        <translation>同时查找反向互补链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_map.py"/>
        <source>Map of probabilities</source>
        <translation>概率图</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Match {0:+g}, mismatch {1:g}, gap −{2:g}, each further letter −{3:g}</source>
        <translation>匹配 {0:+g}，错配 {1:g}，空位 −{2:g}，每延长一个字母 −{3:g}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/hits_band.py"/>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Match {number} of {count}</source>
        <translation>第 {number} 个匹配，共 {count} 个</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Matches</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Mean probability of a column to be right: {mean:.2f}.</source>
        <translation>各列正确的平均概率：{mean:.2f}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>MedView alignment (*.json)</source>
        <translation>MedView 比对 (*.json)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/bounds_bar.py"/>
        <source>Move there</source>
        <translation>移至该处</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>N, R, Y … stand for several letters; or write a regular expression</source>
        <translation>N、R、Y 等代表多个字母；也可以写正则表达式</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_model.py"/>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Next match (F3)</source>
        <translation>下一个匹配 (F3)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>No column is doubtful: all are probably right.</source>
        <translation>没有存疑的列：所有列很可能正确。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>No finding of this record is chosen.</source>
        <translation>未选择此记录的发现。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <location filename="medview/views/sequences/copying.py"/>
        <source>No letters are selected.</source>
        <translation>未选择任何字母。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>No match</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>No record has letters</source>
        <translation>没有含字母的记录</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>No sequence.</source>
        <translation>没有序列。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Notes on the file</source>
        <translation>关于文件的提示</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Notes on the record</source>
        <translation>关于记录的提示</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Of large files the first {count} records are offered, and the one that is read.</source>
        <translation>大文件只列出前 {count} 条记录以及正在阅读的记录。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>On the reverse strand</source>
        <translation>在反向链上</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Only what is alike</source>
        <translation>只比对相似的部分</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_data.py"/>
        <source>Open its records one by one.</source>
        <translation>请逐条打开其中的记录。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/frames_band.py"/>
        <source>Open reading frame {frame}</source>
        <translation>开放阅读框 {frame}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Pattern to find</source>
        <translation>要查找的模式</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_data.py"/>
        <source>Phred</source>
        <translation>Phred</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Plain</source>
        <translation>无颜色</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/ruler.py"/>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_head.py"/>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>Posterior</source>
        <translation>后面</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Predict what variants do to splicing</source>
        <translation>预测变异对剪接的影响</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_data.py"/>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_map.py"/>
        <source>Probability to be paired</source>
        <translation>配对的概率</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Purines and pyrimidines</source>
        <translation>嘌呤与嘧啶</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_data.py"/>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Reading the records …</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Rejected by {who}, {time}.</source>
        <translation>{who} 已拒绝，{time}。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Reject…</source>
        <translation>拒绝…</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_findings.py"/>
        <source>Repeat the analysis.</source>
        <translation>请重新分析。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Reverse</source>
        <translation>反链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>S&amp;trands</source>
        <translation>链(&amp;T)</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Save as FASTA, Clustal, Stockholm, a table of columns (CSV), or with all (JSON)</source>
        <translation>保存为 FASTA、Clustal、Stockholm、各列的表格 (CSV) 或全部内容 (JSON)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Save the alignment</source>
        <translation>保存比对</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Save {name}</source>
        <translation>保存 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Score, and letters from the variant to where it is; 0.2, 0.5 and 0.8 are usual limits</source>
        <translation>分数，以及从变异到该处的字母数；常用界限为 0.2、0.5 和 0.8</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Score: {bits:.1f} bits for being related, all alignments together.</source>
        <translation>得分：所有比对合计，支持相关的证据为 {bits:.1f} 比特。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Se&amp;cond: record</source>
        <translation>第二条：记录(&amp;C)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/search_bar.py"/>
        <source>Searching …</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/align_dialog.py"/>
        <source>Second sequence</source>
        <translation>第二条序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>See all columns (0)</source>
        <translation>查看所有列 (0)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>See the whole record (0)</source>
        <translation>查看整条记录 (0)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <location filename="medview/views/sequences/track_canvas.py"/>
        <source>Seen: {place}.</source>
        <translation>可见：{place}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/copying.py"/>
        <source>Select at most {count}.</source>
        <translation>请最多选择 {count} 个。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Selected {place} · {length}</source>
        <translation>已选 {place} · {length}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <location filename="medview/views/sequences/track_canvas.py"/>
        <source>Selected: {place}.</source>
        <translation>已选：{place}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Selection</source>
        <translation>所选部分</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/track_canvas.py"/>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/track_canvas.py"/>
        <source>Sequence {name}, {length}</source>
        <translation>序列 {name}，{length}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Sequences</source>
        <translation>生物序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Sequences (*.fa *.fasta *.fna *.gb *.gbk *.embl *.gz)</source>
        <translation>序列 (*.fa *.fasta *.fna *.gb *.gbk *.embl *.gz)</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Six frames</source>
        <translation>六个阅读框</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Stockholm (*.sto)</source>
        <translation>Stockholm (*.sto)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>Strand</source>
        <translation>链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Strands</source>
        <translation>链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Taylor</source>
        <translation>Taylor</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>The file beside the variants</source>
        <translation>变异文件旁的文件</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_view.py"/>
        <source>The file could not be written: {reason}.</source>
        <translation>无法写入文件：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>The first {most} are listed.</source>
        <translation>列出前 {most} 段。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_findings.py"/>
        <source>The numbers along this record are missing.</source>
        <translation>此记录的数值缺失。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_findings.py"/>
        <source>The numbers along this record are {found}, not {lines} lines of {count} letters.</source>
        <translation>此记录的数值为 {found}，而不是 {lines} 行、每行 {count} 个字母。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_data.py"/>
        <source>The rows of the alignment are not as long as each other.</source>
        <translation>比对中各行的长度不一致。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>The sequences the variants lie in</source>
        <translation>变异所在的序列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Tracks</source>
        <translation>轨道</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Under the pointer</source>
        <translation>指针处</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>Unreviewed: no person has checked this alignment.</source>
        <translation>未经审核：该比对未经人工核对。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <location filename="medview/views/sequences/variant_list.py"/>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>Variants</source>
        <translation>变异</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>What could not be used ({count})</source>
        <translation>无法使用的内容（{count}）</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>What is drawn along the record</source>
        <translation>沿记录显示的内容</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>What is it?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_fitting.py"/>
        <source>What the letters are</source>
        <translation>字母的内容</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <source>Which letters are drawn</source>
        <translation>显示哪些字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_dialog.py"/>
        <source>Which strand is read where the sequences tell no genes</source>
        <translation>序列没有基因注释时读取哪条链</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Whole</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>Zappo</source>
        <translation>Zappo</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>Zoom out (−)</source>
        <translation>缩小 (−)</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>added by hand</source>
        <translation>人工添加</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>changed</source>
        <translation>已修改</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>conservation {part:.2f}</source>
        <translation>保守性 {part:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/frames_band.py"/>
        <source>cut by the record's end</source>
        <translation>被记录末端截断</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>deletion</source>
        <translation>缺失</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>gap</source>
        <translation>空位</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>identity {part:.0f} %</source>
        <translation>一致性 {part:.0f} %</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>insertion</source>
        <translation>插入</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>letters</source>
        <translation>个字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>not reviewed</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_model.py"/>
        <source>not scored</source>
        <translation>未评分</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>other change</source>
        <translation>其他变化</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/letters_band.py"/>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_map.py"/>
        <source>paired with probability {value:.2f}</source>
        <translation>配对概率 {value:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_map.py"/>
        <source>paired with probability {value:.2f} at most</source>
        <translation>配对概率至多 {value:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>probability that this column is right {value:.2f}</source>
        <translation>该列正确的概率 {value:.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>quality {value:g}</source>
        <translation>质量 {value:g}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/words.py"/>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_plane.py"/>
        <source>rows {first_row}–{last_row}, columns {first}–{last}</source>
        <translation>第 {first_row}–{last_row} 行，第 {first}–{last} 列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>substitution</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/bounds_bar.py"/>
        <source>to letter</source>
        <translation>至字母</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/frames_band.py"/>
        <source>{count} amino acids</source>
        <translation>{count} 个氨基酸</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/features_band.py"/>
        <source>{count} features; zoom in to tell them apart</source>
        <translation>{count} 个特征；放大后可分辨</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/spans_band.py"/>
        <source>{count} findings; zoom in to tell them apart</source>
        <translation>{count} 个所见；放大后可分辨</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_view.py"/>
        <location filename="medview/views/sequences/copying.py"/>
        <source>{count} letters are too many to copy.</source>
        <translation>{count} 个字母太多，无法复制。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <source>{count} more are listed under About.</source>
        <translation>另有 {count} 条列于“说明”中。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>{count} records</source>
        <translation>{count} 条记录</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/features_band.py"/>
        <source>{count} rows more</source>
        <translation>另有 {count} 行</translation>
    </message>
    <message>
        <location filename="medview/views/contents/sequence_words.py"/>
        <location filename="medview/views/sequences/variant_list.py"/>
        <source>{count} variants</source>
        <translation>{count} 个变异</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variant_list.py"/>
        <source>{count} variants, {scored} predictions</source>
        <translation>{count} 个变异，{scored} 个预测</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/variants_band.py"/>
        <source>{count} variants; zoom in to tell them apart</source>
        <translation>{count} 个变异；放大后可分辨</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_list.py"/>
        <source>{listed} of {count} records</source>
        <translation>{count} 条记录中的 {listed} 条</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/pair_panel.py"/>
        <source>{mode}; scored by {by}.</source>
        <translation>{mode}；计分：{by}。</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/plot_bands.py"/>
        <source>{name} of {count} letters</source>
        <translation>{count} 个字母的{name}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>{name} · {length}</source>
        <translation>{name} · {length}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/heat_band.py"/>
        <source>{name}, {letter}: about {place} {value:+.3f} (mean)</source>
        <translation>{name}，{letter}：约 {place} {value:+.3f}（平均）</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/heat_band.py"/>
        <source>{name}, {letter}: {own}{place} {value:+.3f}</source>
        <translation>{name}，{letter}：{own}{place} {value:+.3f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/heat_band.py"/>
        <source>{name}: {letter} about {place} {value:+.2f} (mean)</source>
        <translation>{name}：{place} 附近的 {letter} {value:+.2f}（均值）</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/heat_band.py"/>
        <source>{name}: {own}{place}{letter} {value:+.2f}</source>
        <translation>{name}：{own}{place}{letter} {value:+.2f}</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/alignment_canvas.py"/>
        <source>{part:.0f} % identical to the consensus</source>
        <translation>与共有序列 {part:.0f} % 一致</translation>
    </message>
    <message>
        <location filename="medview/views/sequences/record_view.py"/>
        <source>{place} is no place between 1 and {length}, and no feature is called so.</source>
        <translation>{place} 不是 1 至 {length} 之间的位置，也没有此名称的特征。</translation>
    </message>
    <message>
        <source>{place} is no place between 1 and {length}.</source>
        <translation type="vanished">{place} 不是 1 到 {length} 之间的位置。</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>A tool that draws stays until another one is chosen</source>
        <translation>绘图工具一直有效，直到选择其他工具</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Another language is used from the next start on.</source>
        <translation>更改语言在下次启动后生效。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Another working folder is used from the next start on.</source>
        <translation>更改工作文件夹在下次启动后生效。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Asked for at the first decision; it stands beside every decision and in reports.</source>
        <translation>首次作出决定时询问；显示在每个决定旁和报告中。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Automatic ({size} MB)</source>
        <translation>自动（{size} MB）</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Choose the working folder</source>
        <translation>选择工作文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Decisions and results</source>
        <translation>决定与结果</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Dragging up makes the image brighter</source>
        <translation>向上拖动使图像变亮</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Fill of segmentations</source>
        <translation>分割填充</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Hang a study that is opened by the protocol made for it</source>
        <translation>打开检查时按适用的协议挂片</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Hosts models may come from</source>
        <translation>允许提供模型的主机</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>How much the fill covers the picture; the outline is always drawn.</source>
        <translation>填充覆盖图像的程度；轮廓始终绘制。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>In pictures, in 3D and in lists. Nothing that is saved changes.</source>
        <translation>用于图像、三维和列表。保存的内容不变。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Its place and layout are kept on this computer, for you alone; without the tick they are removed.</source>
        <translation>其位置和布局仅为您本人保存在本机；取消勾选则删除。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Label colours</source>
        <translation>标签颜色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Larger stacks keep the pictures around the one shown; larger volumes are halved.</source>
        <translation>较大的堆栈仅保留当前图像前后的图像；较大的体数据分辨率减半。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Little</source>
        <translation>少量</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Logs, without names of patients</source>
        <translation>日志，不含患者姓名</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Memory for an open series</source>
        <translation>单个打开序列的内存</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Name beside decisions and in reports</source>
        <translation>决定旁与报告中的姓名</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Names such as models.example.org, with commas. A package is downloaded only when you ask for it.</source>
        <translation>主机名，例如 models.example.org，以半角逗号分隔。仅在您要求时才下载模型包。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Nothing</source>
        <translation>不显示</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Of menus, messages, help and reports.</source>
        <translation>用于菜单、消息、帮助和报告。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Of the whole window, also in the corners of viewports; 100 % is the size the desktop wants.</source>
        <translation>整个窗口的文字，包括视口四角；100 % 为桌面设定的大小。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Of the window; viewports are black in all of them.</source>
        <translation>窗口的颜色；视口始终为黑色。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Open series lie in it while the program runs; a fast disk with free room is best.</source>
        <translation>程序运行期间，已打开的序列存放于此；宜选择空间充足的快速磁盘。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Patient, study, slice and window. What a reader must not miss is always written.</source>
        <translation>患者、检查、层面和窗。阅片者不可遗漏的内容始终显示。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Planes stay perpendicular when one is turned</source>
        <translation>旋转一个平面时保持各平面垂直</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Points that are drawn go to the edge near them</source>
        <translation>绘制的点自动吸附到附近的边缘</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Put back what was open at the next start</source>
        <translation>下次启动时恢复已打开的内容</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Remember the headers of scanned files to list them faster again</source>
        <translation>记住已扫描文件的文件头，以便更快地再次列出</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Reviewer</source>
        <translation>审阅者</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Text in the viewports' corners</source>
        <translation>视口四角文字</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>The drawing can be moved off it again by its handles.</source>
        <translation>仍可用控制点将绘图移开。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>They hold patients' names and stay on this computer; without the tick they are removed.</source>
        <translation>其中含有患者姓名，仅保存在本机；取消勾选则删除。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Those of the model or object</source>
        <translation>使用模型或对象自带的颜色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Told apart by colour-blind readers, too</source>
        <translation>色觉异常者也能分辨的颜色</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Unless you arranged the viewports yourself. The layout menu hangs it at any time.</source>
        <translation>除非您自行排列了视口。可随时从“布局”菜单挂片。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>With the window tool; without the tick, dragging down does.</source>
        <translation>用于窗宽/窗位工具；取消勾选则向下拖动变亮。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Without the tick, each plane is turned alone.</source>
        <translation>取消勾选则各平面单独旋转。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Without the tick, the tool before comes back after each drawing.</source>
        <translation>取消勾选则每次绘图后恢复之前的工具。</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>Working folder</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="medview/views/settings/pages.py"/>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>solid</name>
    <message>
        <location filename="medview/views/solid/over.py"/>
        <source>3D</source>
        <translation>三维</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>3D presets</source>
        <translation>三维预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/over.py"/>
        <source>3D, thinned to voxels of {sides} mm</source>
        <translation>三维，降采样为 {sides} mm 体素</translation>
    </message>
    <message>
        <location filename="medview/views/solid/over.py"/>
        <source>A part is cut away</source>
        <translation>已切除一部分</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Body</source>
        <translation>体</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Body in 3D</source>
        <translation>三维中的体</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>Choose one that was exported here.</source>
        <translation>请选择从此处导出的文件。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Clip in 3D</source>
        <translation>三维切割</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Crop box</source>
        <translation>裁剪框</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Crop, clip and light…</source>
        <translation>裁剪、切割与光照…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Cut surfaces</source>
        <translation>切割表面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Edit colours and opacity…</source>
        <translation>编辑颜色与不透明度…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Export surfaces…</source>
        <translation>导出表面…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Maximise or restore</source>
        <translation>最大化或还原</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Planes</source>
        <translation>平面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Planes in 3D</source>
        <translation>三维中的平面</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Preset in 3D</source>
        <translation>三维预设</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Quality in 3D</source>
        <translation>三维质量</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Save a picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Shading</source>
        <translation>明暗着色</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Show the whole body</source>
        <translation>显示整个体</translation>
    </message>
    <message>
        <location filename="medview/views/solid/transfer_editor.py"/>
        <source>This file holds no 3D preset.</source>
        <translation>此文件不含三维预设。</translation>
    </message>
    <message>
        <location filename="medview/views/solid/actions.py"/>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <location filename="medview/views/solid/over.py"/>
        <source>{name}, changed</source>
        <translation>{name}（已更改）</translation>
    </message>
</context>
<context>
    <name>training</name>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Cases</source>
        <translation>病例数</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Curve of the held-out score</source>
        <translation>留出集得分曲线</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Curve of the loss</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Divided</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Figures so far</source>
        <translation>当前数值</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Find things on pictures (boxes)</source>
        <translation>在图像上检出目标（框）</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Learn what sequences, or their letters, are</source>
        <translation>学习序列或其各字母是什么</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Left out ({count})</source>
        <translation>已略去（{count}）</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Network {number}, step {step} of {steps}</source>
        <translation>第 {number} 个网络，第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Outline structures in volumes</source>
        <translation>在体数据中勾画结构</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Outline structures on pictures</source>
        <translation>在图像上勾画结构</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Please note</source>
        <translation>请注意</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>Step {step} of {steps}</source>
        <translation>第 {step} 步，共 {steps} 步</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>Tell classes of pictures apart</source>
        <translation>区分图像类别</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>best held-out {measure} {score:.3f} at step {step}</source>
        <translation>最佳留出集{measure} {score:.3f}，位于第 {step} 步</translation>
    </message>
    <message>
        <location filename="medview/views/training/plot.py"/>
        <source>loss {loss:.3f}</source>
        <translation>损失 {loss:.3f}</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{columns} × {rows} pixels in the middle</source>
        <translation>中位大小 {columns} × {rows} 像素</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{columns} × {rows} pixels in the middle, in colour</source>
        <translation>中位大小 {columns} × {rows} 像素，彩色</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} (every case for itself; name patients in a column “group” if several cases are of one)</source>
        <translation>{count}（每个病例单独成组；如同一患者有多个病例，请在“group”列中注明患者）</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} (every sequence for itself; name families in a column “group” if several are related)</source>
        <translation>{count}（每条序列单独成组；若有同源序列，请在“group”列写明家族）</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} held out to measure the result</source>
        <translation>{count} 例留出以评估结果</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} of the split test</source>
        <translation>{count} 例属于数据划分 test</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} of the split {name}</source>
        <translation>{count} 例属于数据划分 {name}</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{count} to learn from</source>
        <translation>{count} 例用于学习</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{size} letters (median)</source>
        <translation>{size} 个字母（中位数）</translation>
    </message>
    <message>
        <source>{size} letters in the middle</source>
        <translation type="vanished">中间值 {size} 个字母</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{size} voxels of {spacing} mm, in the middle</source>
        <translation>中位大小 {size} 体素，体素间距 {spacing} mm</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{split}; as the folder says</source>
        <translation>{split}；按文件夹的指定</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>{split}; divided by MedView, no group in two parts</source>
        <translation>{split}；由 MedView 划分，同一组不跨划分</translation>
    </message>
    <message>
        <location filename="medview/views/training/told.py"/>
        <source>… and {count} more</source>
        <translation>… 另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>viewing</name>
    <message>
        <location filename="medview/views/reading/viewing.py"/>
        <source>The size of this picture's pixels is unknown.</source>
        <translation>此图像的像素大小未知。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/viewing.py"/>
        <source>This screen does not tell how large it is.</source>
        <translation>此屏幕未提供其尺寸。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/viewing.py"/>
        <source>True size cannot be shown.</source>
        <translation>无法以真实大小显示。</translation>
    </message>
</context>
<context>
    <name>viewport</name>
    <message>
        <location filename="medview/views/viewport/looking.py"/>
        <source>true size, as the screen tells its {dpi} dots per inch</source>
        <translation>真实大小，按屏幕报告的每英寸 {dpi} 点计算</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>+ added</source>
        <translation>+ 已添加</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Accession number</source>
        <translation>检查号</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Angio</source>
        <translation>血管</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Body part</source>
        <translation>部位</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Born</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_table.py"/>
        <source>Check that the disk or share is connected.</source>
        <translation>请确认磁盘或共享文件夹已连接。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>Computed by {model} {version} on {device} in {precision}.</source>
        <translation>由 {model} {version} 在 {device} 上以 {precision} 计算。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>Drawn by {who}; the model has nothing there.</source>
        <translation>由 {who} 绘制；模型在该处没有发现。</translation>
    </message>
    <message>
        <location filename="medview/views/window.py"/>
        <source>Drop a study here: a folder, DICOM or NIfTI files, or a zip.</source>
        <translation>将检查拖到此处：文件夹、DICOM 或 NIfTI 文件，或 zip。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>It asks for no decision, but can be decided on.</source>
        <translation>无需决定，但可以决定。</translation>
    </message>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>It is empty. Choose a folder, file or archive with medical images.</source>
        <translation>其中为空。请选择含有医学图像的文件夹、文件或压缩包。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Liver</source>
        <translation>肝脏</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Modality</source>
        <translation>设备类型</translation>
    </message>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>No medical images were found in {names}.</source>
        <translation>在 {names} 中未找到医学图像。</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>No name</source>
        <translation>无姓名</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>One file was looked at</source>
        <translation>已查看 1 个文件</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>Open a 4D series: a dynamic, perfusion or cardiac one.</source>
        <translation>请打开四维序列：动态、灌注或心脏序列。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_table.py"/>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_table.py"/>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Series {number}</source>
        <translation>序列 {number}</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_html.py"/>
        <source>Show {count} more lines</source>
        <translation>再显示 {count} 行</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Sounds</source>
        <translation>读音</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Stroke</source>
        <translation>卒中</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Study</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Study without description</source>
        <translation>无描述的检查</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>Subdural</source>
        <translation>硬膜下</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>The copy could not be written: {reason}.</source>
        <translation>无法写入副本：{reason}。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_table.py"/>
        <source>The file cannot be read: {why}.</source>
        <translation>无法读取文件：{why}。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/tag_table.py"/>
        <source>The list of elements could not be read.</source>
        <translation>无法读取数据元素列表。</translation>
    </message>
    <message>
        <location filename="medview/views/reading/time_curve.py"/>
        <source>This series holds one volume: there is nothing to plot along.</source>
        <translation>此序列仅含一个体数据：没有可绘制曲线的维度。</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>Voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>What is open stays as it was.</source>
        <translation>已打开的内容保持不变。</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>about {count} min left</source>
        <translation>约剩 {count} 分钟</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>about {count} s left</source>
        <translation>约剩 {count} 秒</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>an unknown device</source>
        <translation>未知设备</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>at or above the threshold of {percent:.0f} %</source>
        <translation>达到或高于阈值 {percent:.0f} %</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>below the threshold of {percent:.0f} %</source>
        <translation>低于阈值 {percent:.0f} %</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>decision taken back</source>
        <translation>决定已撤回</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>modified</source>
        <translation>已修改</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>not reviewed</source>
        <translation>未审阅</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>picture {number}</source>
        <translation>第 {number} 幅图像</translation>
    </message>
    <message>
        <location filename="medview/views/review/trail.py"/>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>track</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>unknown precision</source>
        <translation>未知精度</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>unlikely</source>
        <translation>可能性低</translation>
    </message>
    <message>
        <location filename="medview/views/jobs_panel.py"/>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="medview/views/flows/opening.py"/>
        <source>{count} files were looked at, first</source>
        <translation>已查看 {count} 个文件，第一个</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <location filename="medview/views/words.py"/>
        <source>{count} images</source>
        <translation>{count} 幅图像</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>{count} pages</source>
        <translation>{count} 页</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>{count} slices</source>
        <translation>{count} 层</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>{decision} by {who}, {when}</source>
        <translation>{decision}：{who}，{when}</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>{low:.0f}–{high:.0f} %</source>
        <translation>{low:.0f}–{high:.0f} %</translation>
    </message>
    <message>
        <location filename="medview/views/browser/rows.py"/>
        <source>{name} (template, not a person)</source>
        <translation>{name}（模板，并非真人）</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>{percent:.0f} %</source>
        <translation>{percent:.0f} %</translation>
    </message>
    <message>
        <location filename="medview/views/contents/document_view.py"/>
        <source>{size:.0f} kB</source>
        <translation>{size:.0f} kB</translation>
    </message>
    <message>
        <location filename="medview/views/words.py"/>
        <source>{size:.2g} mm</source>
        <translation>{size:.2g} mm</translation>
    </message>
    <message>
        <location filename="medview/views/window.py"/>
        <source>“Open folder” in the File menu opens one. The command palette in the Help menu finds everything.</source>
        <translation>“文件”菜单中的“打开文件夹”可打开检查。“帮助”菜单中的“命令面板”可查找所有功能。</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_html.py"/>
        <source>▸ image</source>
        <translation>▸ 图像</translation>
    </message>
    <message>
        <location filename="medview/views/contents/report_html.py"/>
        <source>▸ {count} images</source>
        <translation>▸ {count} 幅图像</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>✓ accepted</source>
        <translation>✓ 已接受</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>✓ modified</source>
        <translation>✓ 已修改</translation>
    </message>
    <message>
        <location filename="medview/views/review/finding_list.py"/>
        <source>✗ rejected</source>
        <translation>✗ 已拒绝</translation>
    </message>
</context>
</TS>
